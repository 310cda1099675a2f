using System.Text.Json.Serialization;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Journal;

/// <summary>Something that happened to the directory of persons.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PersonRegistered), "person-registered")]
public abstract record DirectoryEvent;

/// <summary>A person entered the directory, or his entry changed.</summary>
public sealed record PersonRegistered(PersonId Person, string Name, string Organisation, IReadOnlyList<Role> Roles)
    : DirectoryEvent;

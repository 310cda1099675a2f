using System.Text.Json.Serialization;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Journal;

/// <summary>Something that happened to the directory of persons.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PersonRegistered), "person-registered")]
[JsonDerivedType(typeof(InterestsDeclared), "interests-declared")]
[JsonDerivedType(typeof(DossierImported), "dossier-imported")]
[JsonDerivedType(typeof(SeatGiven), "seat-given")]
[JsonDerivedType(typeof(SeatEnded), "seat-ended")]
[JsonDerivedType(typeof(KeyMade), "key-made")]
[JsonDerivedType(typeof(KeyRevoked), "key-revoked")]
public abstract record DirectoryEvent;

/// <summary>A person entered the directory, or his entry changed.</summary>
public sealed record PersonRegistered(PersonId Person, string Name, string Organisation, IReadOnlyList<Role> Roles)
    : DirectoryEvent;

/// <summary>A person declared his interests; the latest declaration counts, and none is erased.</summary>
public sealed record InterestsDeclared(PersonId Person, DateOnly On, IReadOnlyList<InterestLink> Links) : DirectoryEvent;

/// <summary>A dossier that was exported elsewhere was taken in; its own events stay as they were written there.</summary>
public sealed record DossierImported(DossierId Dossier, long Events, string Head) : DirectoryEvent;

/// <summary>A person was given a seat of the commission, or his seat changed.</summary>
public sealed record SeatGiven(Seat Seat) : DirectoryEvent;

/// <summary>A person's seat ended before its term.</summary>
public sealed record SeatEnded(PersonId Person, DateOnly On, string Reason) : DirectoryEvent;

/// <summary>A person made a key for a program; the secret is in no event.</summary>
public sealed record KeyMade(string Key, string Label, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt) : DirectoryEvent;

/// <summary>A person took a key back.</summary>
public sealed record KeyRevoked(string Key) : DirectoryEvent;

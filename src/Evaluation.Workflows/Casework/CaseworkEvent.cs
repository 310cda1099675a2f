using System.Text.Json.Serialization;
using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Casework;

/// <summary>
/// Something that happened around a dossier: experts, contributions, tasks. It has a chain of its own beside the dossier's,
/// so that the company that reads its dossier does not read this.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ExpertInvited), "expert-invited")]
[JsonDerivedType(typeof(ExpertAccepted), "expert-accepted")]
[JsonDerivedType(typeof(ExpertDeclined), "expert-declined")]
[JsonDerivedType(typeof(ExpertAnswered), "expert-answered")]
[JsonDerivedType(typeof(ExpertReminded), "expert-reminded")]
[JsonDerivedType(typeof(ExpertRevoked), "expert-revoked")]
[JsonDerivedType(typeof(ContributionsCalled), "contributions-called")]
[JsonDerivedType(typeof(ContributionReceived), "contribution-received")]
[JsonDerivedType(typeof(TaskClaimed), "task-claimed")]
[JsonDerivedType(typeof(TaskHandedOver), "task-handed-over")]
[JsonDerivedType(typeof(TaskReminded), "task-reminded")]
[JsonDerivedType(typeof(TaskEscalated), "task-escalated")]
public abstract record CaseworkEvent;

/// <summary>A file joined to an answer or a contribution, stored under its hash.</summary>
public sealed record JoinedFile(string FileName, string Sha256, long Size, string MediaType);

/// <summary>An expert was asked a question.</summary>
/// <param name="Consultation">Its reference within the dossier: E1, E2…</param>
/// <param name="Expert">Who is asked.</param>
/// <param name="Question">The question.</param>
/// <param name="IsConfidential">Whether the answer stays within the HAS and its commission.</param>
/// <param name="DueOn">The day by which an answer is hoped for.</param>
/// <param name="Parts">The hashes of the parts that he is given to read.</param>
/// <param name="On">The day.</param>
public sealed record ExpertInvited(
    string Consultation, PersonId Expert, string Question, bool IsConfidential, DateOnly DueOn, IReadOnlyList<string> Parts,
    DateOnly On) : CaseworkEvent;

/// <summary>The expert accepts to answer.</summary>
public sealed record ExpertAccepted(string Consultation, DateOnly On) : CaseworkEvent;

/// <summary>The expert declines.</summary>
public sealed record ExpertDeclined(string Consultation, string Reason, DateOnly On) : CaseworkEvent;

/// <summary>The expert answered.</summary>
public sealed record ExpertAnswered(string Consultation, string Text, JoinedFile? File, DateOnly On) : CaseworkEvent;

/// <summary>The expert was reminded.</summary>
public sealed record ExpertReminded(string Consultation, DateOnly On) : CaseworkEvent;

/// <summary>The invitation was revoked: the expert reads nothing more.</summary>
public sealed record ExpertRevoked(string Consultation, string Reason, DateOnly On) : CaseworkEvent;

/// <summary>Associations were called to contribute, until a day that does not move.</summary>
public sealed record ContributionsCalled(DateOnly On, DateOnly ClosesOn) : CaseworkEvent;

/// <summary>A contribution was received. It is kept and passed on as it came.</summary>
/// <param name="From">Who handed it in.</param>
/// <param name="Association">The association.</param>
/// <param name="Text">Its text, unchanged; empty when a file says it all.</param>
/// <param name="File">The file; null when there is none.</param>
/// <param name="On">The day.</param>
/// <param name="IsLate">Whether it came after the closing day.</param>
public sealed record ContributionReceived(
    PersonId From, string Association, string Text, JoinedFile? File, DateOnly On, bool IsLate) : CaseworkEvent;

/// <summary>A person took a task on.</summary>
public sealed record TaskClaimed(string Task, PersonId Person, DateOnly On) : CaseworkEvent;

/// <summary>A task went to another person.</summary>
public sealed record TaskHandedOver(string Task, PersonId? From, PersonId To, string Reason, DateOnly On) : CaseworkEvent;

/// <summary>Who holds a task was reminded of it.</summary>
public sealed record TaskReminded(string Task, DateOnly On) : CaseworkEvent;

/// <summary>A task that is late was brought before the project lead.</summary>
/// <param name="Task">The task.</param>
/// <param name="To">The leads of the dossier; empty when it has none yet: every lead then sees it.</param>
/// <param name="Reason">Why.</param>
/// <param name="On">The day.</param>
public sealed record TaskEscalated(string Task, IReadOnlyList<PersonId> To, string Reason, DateOnly On) : CaseworkEvent;

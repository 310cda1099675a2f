using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Casework;

/// <summary>What a person asks to be done around a dossier.</summary>
public abstract record CaseworkCommand;

/// <summary>Asks an expert a question.</summary>
public sealed record InviteExpert(
    PersonId Expert, string Question, bool IsConfidential, DateOnly DueOn, IReadOnlyList<string> Parts) : CaseworkCommand;

/// <summary>Accepts to answer.</summary>
public sealed record AcceptInvitation(string Consultation) : CaseworkCommand;

/// <summary>Declines to answer.</summary>
public sealed record DeclineInvitation(string Consultation, string Reason) : CaseworkCommand;

/// <summary>Answers.</summary>
public sealed record AnswerConsultation(string Consultation, string Text, JoinedFile? File = null) : CaseworkCommand;

/// <summary>Reminds an expert.</summary>
public sealed record RemindExpert(string Consultation) : CaseworkCommand;

/// <summary>Revokes an invitation.</summary>
public sealed record RevokeExpert(string Consultation, string Reason) : CaseworkCommand;

/// <summary>Calls associations to contribute; without a closing day, the usual delay counts.</summary>
public sealed record CallContributions(DateOnly? ClosesOn = null) : CaseworkCommand;

/// <summary>Hands a contribution in.</summary>
public sealed record Contribute(string Text, JoinedFile? File = null) : CaseworkCommand;

/// <summary>Takes a task on.</summary>
public sealed record ClaimTask(string Task) : CaseworkCommand;

/// <summary>Hands a task over.</summary>
public sealed record HandTaskOver(string Task, PersonId To, string Reason) : CaseworkCommand;

/// <summary>Reminds who holds a task.</summary>
public sealed record RemindTask(string Task) : CaseworkCommand;

/// <summary>Brings a late task before the project lead.</summary>
public sealed record EscalateTask(string Task, string Reason) : CaseworkCommand;

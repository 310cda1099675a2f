namespace Evaluation.Workflows.Persistence;

/// <summary>An event, as stored. Never updated, never deleted: the database refuses both.</summary>
internal sealed class EventRow
{
    public required string Stream { get; init; }
    public required long Sequence { get; init; }
    public required string Command { get; init; }
    public required string At { get; init; }
    public required string Person { get; init; }
    public required string Role { get; init; }
    public required string Payload { get; init; }
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }
}

/// <summary>The head of a chain: how long it is and how it ends.</summary>
internal sealed class StreamRow
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required long Version { get; set; }
    public required string Head { get; set; }
}

/// <summary>A command that was carried out; sent again, it counts once.</summary>
internal sealed class CommandRow
{
    public required string Id { get; init; }
    public required string Stream { get; init; }
    public required long Sequence { get; init; }
    public required string Fingerprint { get; init; }
}

/// <summary>A dossier, as lists show it. A hint, recomputed with each move; the events are the truth.</summary>
internal sealed class DossierRow
{
    public required string Id { get; init; }
    public required string Procedure { get; init; }
    public required string Request { get; init; }
    public required string Product { get; init; }
    public required string Applicant { get; init; }
    public required bool UsesAi { get; init; }
    public required bool IsHistorical { get; init; }
    public required bool IsClosed { get; init; }
    public required bool IsStopped { get; init; }
    public required string? Ending { get; init; }
    public required string Stage { get; init; }
    public required DateOnly? NextDue { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public required string UpdatedAt { get; init; }
    public required long Version { get; init; }
    public required string Search { get; init; }
}

/// <summary>A step that waits for a role.</summary>
internal sealed class OpenStepRow
{
    public required string Dossier { get; init; }
    public required string Step { get; init; }
    public required string Role { get; init; }
    public required string Title { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public required DateOnly? DueOn { get; init; }
    public required string? Assigned { get; init; }
    public required bool NeedsSession { get; init; }
}

/// <summary>A person who takes no part in a dossier; lists leave it out for him.</summary>
internal sealed class DeportRow
{
    public required string Dossier { get; init; }
    public required string Person { get; init; }
}

/// <summary>A session, as lists show it.</summary>
internal sealed class SessionRow
{
    public required string Id { get; init; }
    public required DateOnly Date { get; init; }
    public required string Place { get; init; }
    public required int Items { get; init; }
    public required bool IsEnded { get; init; }
}

/// <summary>A person of the directory.</summary>
internal sealed class PersonRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Organisation { get; init; }
    public required string Roles { get; init; }
}

/// <summary>A task around a dossier that is no step of it.</summary>
internal sealed class CaseTaskRow
{
    public required string Dossier { get; init; }
    public required string Key { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required string Role { get; init; }
    public required string? Person { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public required DateOnly? DueOn { get; init; }
}

/// <summary>Who took a task on, and whether it was recalled or brought before the lead.</summary>
internal sealed class TaskHoldRow
{
    public required string Dossier { get; init; }
    public required string Key { get; init; }
    public required string? HeldBy { get; init; }
    public required DateOnly? RemindedOn { get; init; }
    public required DateOnly? EscalatedOn { get; init; }
    public required string? EscalatedTo { get; init; }
    public required string? Reason { get; init; }
}

/// <summary>A message that waits to be delivered, at least once.</summary>
internal sealed class OutboxRow
{
    public required string Id { get; init; }
    public required string Stream { get; init; }
    public required string Kind { get; init; }
    public required string Payload { get; init; }
    public required string CreatedAt { get; init; }
    public string? DoneAt { get; set; }
    public int Attempts { get; set; }
    public string? LastError { get; set; }
    public string? NextTryAt { get; set; }
}

/// <summary>How far a follower has followed a dossier, and how its last try failed.</summary>
internal sealed class FollowerPositionRow
{
    public required string Follower { get; init; }
    public required string Stream { get; init; }
    public required long Position { get; set; }
    public int Attempts { get; set; }
    public string? LastError { get; set; }
    public string? NextTryAt { get; set; }
}

/// <summary>A refusal, kept for the journal beside the chain: it changed nothing.</summary>
internal sealed class RefusalRow
{
    public required string Id { get; init; }
    public required string Stream { get; init; }
    public required string At { get; init; }
    public required string Person { get; init; }
    public required string Role { get; init; }
    public required string Command { get; init; }
    public required string Rule { get; init; }
    public required string Message { get; init; }
}

/// <summary>A key of a program; its secret is stored as a hash.</summary>
internal sealed class ApiKeyRow
{
    public required string Id { get; init; }
    public required string Hash { get; init; }
    public required string Hint { get; init; }
    public required string Person { get; init; }
    public required string Role { get; init; }
    public required string Label { get; init; }
    public required string Scopes { get; init; }
    public required string CreatedAt { get; init; }
    public required string ExpiresAt { get; init; }
    public string? LastUsedAt { get; set; }
    public string? RevokedAt { get; set; }
}

/// <summary>The last number given in a series.</summary>
internal sealed class CounterRow
{
    public required string Name { get; init; }
    public required long Value { get; set; }
}

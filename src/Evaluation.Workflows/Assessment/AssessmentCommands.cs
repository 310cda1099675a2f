using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Assessment;

/// <summary>What a person asks to be done on the assessment of a dossier or on its evidence.</summary>
public abstract record AssessmentCommand : DossierCommand;

/// <summary>Answers lines of a grid; an answer that is already there as it is gives no event.</summary>
/// <param name="Grid">The grid and its version.</param>
/// <param name="Indication">The indication; null for a grid that is filled once for the dossier.</param>
/// <param name="Answers">The answers.</param>
public sealed record AnswerGrid(GridRef Grid, string? Indication, IReadOnlyList<GridAnswer> Answers) : AssessmentCommand;

/// <summary>Computes the functional level and keeps it.</summary>
public sealed record Classify(DigitalPurpose Purpose, bool IsPersonalised, bool IsAutonomous, string Comment) : AssessmentCommand;

/// <summary>Adds a piece of evidence.</summary>
/// <param name="Description">What it is.</param>
/// <param name="Appraisal">How strong it is found to be.</param>
/// <param name="UsedFor">The point of a conclusion that it is for; null to link it later.</param>
public sealed record AddEvidence(
    EvidenceDescription Description, EvidenceAppraisal Appraisal, ConclusionPoint? UsedFor = null) : AssessmentCommand;

/// <summary>Appraises the strength of a piece of evidence.</summary>
public sealed record AppraiseEvidence(string Evidence, EvidenceAppraisal Appraisal) : AssessmentCommand;

/// <summary>Sets a piece of evidence aside; it is never deleted.</summary>
public sealed record SetEvidenceAside(string Evidence, string Reason) : AssessmentCommand;

/// <summary>Says that a point of a conclusion rests on a piece of evidence.</summary>
public sealed record LinkEvidence(string Evidence, ConclusionPoint Point) : AssessmentCommand;

/// <summary>Takes such a link away.</summary>
public sealed record UnlinkEvidence(string Evidence, ConclusionPoint Point, string Reason) : AssessmentCommand;

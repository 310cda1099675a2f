using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Assessment;

/// <summary>Something that happened to the assessment of a dossier or to its evidence.</summary>
public abstract record AssessmentEvent : DossierEvent;

/// <summary>A line of a grid was answered, or answered anew.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Version">Its version.</param>
/// <param name="Indication">The indication; null for a grid that is filled once for the dossier.</param>
/// <param name="Answer">The answer.</param>
public sealed record GridItemAnswered(string Grid, int Version, string? Indication, GridAnswer Answer) : AssessmentEvent;

/// <summary>The functional level was computed and kept.</summary>
public sealed record ClassificationRecorded(
    DigitalPurpose Purpose, bool IsPersonalised, bool IsAutonomous, FunctionalLevel Level, string Comment) : AssessmentEvent;

/// <summary>A piece of evidence was added.</summary>
public sealed record EvidenceAdded(string Evidence, EvidenceDescription Description, EvidenceAppraisal Appraisal) : AssessmentEvent;

/// <summary>The strength of a piece of evidence was appraised anew.</summary>
public sealed record EvidenceAppraised(string Evidence, EvidenceAppraisal Appraisal) : AssessmentEvent;

/// <summary>A piece of evidence no longer counts; it stays in the dossier.</summary>
public sealed record EvidenceSetAside(string Evidence, string Reason) : AssessmentEvent;

/// <summary>A point of a conclusion rests on a piece of evidence.</summary>
public sealed record EvidenceLinked(string Evidence, ConclusionPoint Point) : AssessmentEvent;

/// <summary>A point of a conclusion no longer rests on it.</summary>
public sealed record EvidenceUnlinked(string Evidence, ConclusionPoint Point, string Reason) : AssessmentEvent;

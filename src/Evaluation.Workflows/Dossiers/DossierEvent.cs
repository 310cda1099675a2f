using System.Text.Json.Serialization;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>Something that happened to a dossier. Events are only ever added; the dossier is their sum.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(DossierOpened), "dossier-opened")]
[JsonDerivedType(typeof(StepOpened), "step-opened")]
[JsonDerivedType(typeof(StepFinished), "step-finished")]
[JsonDerivedType(typeof(StepCancelled), "step-cancelled")]
[JsonDerivedType(typeof(PartReceived), "part-received")]
[JsonDerivedType(typeof(PartSetAside), "part-set-aside")]
[JsonDerivedType(typeof(PersonAssigned), "person-assigned")]
[JsonDerivedType(typeof(PersonReleased), "person-released")]
[JsonDerivedType(typeof(DeportDeclared), "deport-declared")]
[JsonDerivedType(typeof(DeportLifted), "deport-lifted")]
[JsonDerivedType(typeof(ConflictScopeNamed), "conflict-scope-named")]
[JsonDerivedType(typeof(ConflictLifted), "conflict-lifted")]
[JsonDerivedType(typeof(ConclusionRecorded), "conclusion-recorded")]
[JsonDerivedType(typeof(PlacedOnAgenda), "placed-on-agenda")]
[JsonDerivedType(typeof(TakenOffAgenda), "taken-off-agenda")]
[JsonDerivedType(typeof(CommissionDeliberated), "commission-deliberated")]
[JsonDerivedType(typeof(WithdrawalRequested), "withdrawal-requested")]
[JsonDerivedType(typeof(NoteAdded), "note-added")]
[JsonDerivedType(typeof(OpinionDrafted), "opinion-drafted")]
[JsonDerivedType(typeof(PassageRedacted), "passage-redacted")]
[JsonDerivedType(typeof(PassageRestored), "passage-restored")]
[JsonDerivedType(typeof(LawMoved), "law-moved")]
[JsonDerivedType(typeof(DossierClosed), "dossier-closed")]
[JsonDerivedType(typeof(GridItemAnswered), "grid-item-answered")]
[JsonDerivedType(typeof(ClassificationRecorded), "classification-recorded")]
[JsonDerivedType(typeof(EvidenceAdded), "evidence-added")]
[JsonDerivedType(typeof(EvidenceAppraised), "evidence-appraised")]
[JsonDerivedType(typeof(EvidenceSetAside), "evidence-set-aside")]
[JsonDerivedType(typeof(EvidenceLinked), "evidence-linked")]
[JsonDerivedType(typeof(EvidenceUnlinked), "evidence-unlinked")]
public abstract record DossierEvent;

/// <summary>An indication claimed, and the population it concerns.</summary>
public sealed record Indication(string Id, string Title, string Population);

/// <summary>The dossier was opened under a version of a procedure.</summary>
public sealed record DossierOpened(
    string Procedure, int ProcedureVersion, string Request, string Product, string Applicant, string Description,
    bool IsDigital, bool UsesAi, bool IsHistorical, IReadOnlyList<Indication> Indications, DateOnly On) : DossierEvent;

/// <summary>A step opened.</summary>
public sealed record StepOpened(string Step, int Occurrence, DateOnly On) : DossierEvent;

/// <summary>A step was finished by an outcome.</summary>
/// <param name="Step">The step.</param>
/// <param name="Occurrence">1 for the first time the step was open, 2 for the second…</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="On">The day that counts legally, in Paris.</param>
/// <param name="Fields">What was filled in.</param>
/// <param name="IsAssumed">True in a historical dossier when no source gives the day.</param>
/// <param name="Ending">The ending that the outcome gives the dossier; null when none.</param>
/// <param name="Decision">The authority whose decision this is; null when it decides nothing outside.</param>
public sealed record StepFinished(
    string Step, int Occurrence, string Outcome, DateOnly On, IReadOnlyDictionary<string, string> Fields,
    bool IsAssumed, string? Ending, Authority? Decision) : DossierEvent;

/// <summary>A step that was open will not be done.</summary>
public sealed record StepCancelled(string Step, int Occurrence, string Reason) : DossierEvent;

/// <summary>A file was received for a part. The file is stored under its hash; its name is only a label.</summary>
public sealed record PartReceived(
    string Part, string FileName, string Sha256, long Size, string MediaType, DateOnly On) : DossierEvent;

/// <summary>A file no longer counts for the completeness; it stays stored.</summary>
public sealed record PartSetAside(string Part, string Sha256, string Reason) : DossierEvent;

/// <summary>A person was assigned a role on this dossier.</summary>
public sealed record PersonAssigned(PersonId Person, Role Role) : DossierEvent;

/// <summary>An assignment ended.</summary>
public sealed record PersonReleased(PersonId Person, Role Role, string Reason) : DossierEvent;

/// <summary>A person takes no part in anything on this dossier (déport).</summary>
public sealed record DeportDeclared(PersonId Person, string Reason) : DossierEvent;

/// <summary>A déport ended, by decision of the ethics service.</summary>
public sealed record DeportLifted(PersonId Person, string Reason) : DossierEvent;

/// <summary>The companies and comparators that declarations of interests are compared with, beside applicant and product.</summary>
/// <param name="Companies">The manufacturer, the makers of comparators.</param>
/// <param name="Comparators">Products.</param>
public sealed record ConflictScopeNamed(IReadOnlyList<string> Companies, IReadOnlyList<string> Comparators) : DossierEvent;

/// <summary>The ethics service judged that a declared link does not forbid a person's part in this dossier.</summary>
/// <param name="Person">The person.</param>
/// <param name="Link">The key of the link.</param>
/// <param name="Reason">Why.</param>
public sealed record ConflictLifted(PersonId Person, string Link, string Reason) : DossierEvent;

/// <summary>The conclusion on an indication was written or replaced.</summary>
public sealed record ConclusionRecorded(string Indication, ConclusionText Conclusion) : DossierEvent;

/// <summary>A step of the dossier was put on the agenda of a session.</summary>
public sealed record PlacedOnAgenda(SessionId Session, string Step, DateOnly SessionDate) : DossierEvent;

/// <summary>A step of the dossier left the agenda of a session before it was deliberated; the session says why.</summary>
public sealed record TakenOffAgenda(SessionId Session, string Step) : DossierEvent;

/// <summary>The commission deliberated on a step of the dossier.</summary>
public sealed record CommissionDeliberated(
    SessionId Session, string Step, DateOnly On, IReadOnlyList<PersonId> Voters, IReadOnlyList<PersonId> Deported,
    int Quorum, Vote? Vote) : DossierEvent;

/// <summary>A count of votes.</summary>
public sealed record Vote(int For, int Against, int Abstentions)
{
    /// <summary>All votes, abstentions included.</summary>
    [JsonIgnore]
    public int Total => For + Against + Abstentions;

    /// <summary>As minutes write it.</summary>
    public override string ToString() => $"{For} pour, {Against} contre, {Abstentions} abstention{(Abstentions > 1 ? "s" : "")}";
}

/// <summary>The applicant asked to withdraw. Before the final opinion this does not close the dossier.</summary>
public sealed record WithdrawalRequested(DateOnly On, string Reason) : DossierEvent;

/// <summary>The dossier follows another version of its procedure from now on.</summary>
/// <param name="FromVersion">The version it followed.</param>
/// <param name="ToVersion">The version it follows.</param>
/// <param name="Mapping">What its steps and outcomes are called from now on.</param>
/// <param name="Opens">The steps that the new version adds and that open at once.</param>
/// <param name="Reason">Why.</param>
/// <param name="On">The day.</param>
public sealed record LawMoved(
    int FromVersion, int ToVersion, IReadOnlyDictionary<string, string> Mapping, IReadOnlyList<string> Opens, string Reason,
    DateOnly On) : DossierEvent;

/// <summary>Someone wrote a note.</summary>
public sealed record NoteAdded(string Text) : DossierEvent;

/// <summary>The dossier is closed; nothing moves after this.</summary>
public sealed record DossierClosed(string Ending, DateOnly On, string Reason) : DossierEvent;

/// <summary>A section of the opinion, as people wrote it.</summary>
/// <param name="Section">Its key, as <see cref="Documents.OpinionSection"/> lists them.</param>
/// <param name="Text">Its paragraphs, a line each.</param>
public sealed record SectionText(string Section, string Text);

/// <summary>A version of the text of the opinion was written; every version stays.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="Sections">The sections that have a text, in the order of the opinion.</param>
public sealed record OpinionDrafted(int Version, IReadOnlyList<SectionText> Sections) : DossierEvent;

/// <summary>Why a passage is not published.</summary>
public enum RedactionReason
{
    /// <summary>Business secrecy (secret des affaires).</summary>
    BusinessSecrecy,

    /// <summary>Privacy (vie privée).</summary>
    Privacy,
}

/// <summary>A passage of the opinion was marked: wherever it stands, it is not published.</summary>
public sealed record PassageRedacted(string Passage, RedactionReason Reason, string Note) : DossierEvent;

/// <summary>A passage that had been marked is published after all.</summary>
public sealed record PassageRestored(string Passage, string Note) : DossierEvent;

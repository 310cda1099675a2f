using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>What a person asks to be done on a dossier.</summary>
public abstract record DossierCommand;

/// <summary>Opens a dossier.</summary>
public sealed record OpenDossier(
    string Procedure, string Request, string Product, string Applicant, string Description,
    bool IsDigital, bool UsesAi, IReadOnlyList<Indication> Indications, DateOnly On, bool IsHistorical = false)
    : DossierCommand;

/// <summary>Finishes an open step by an outcome.</summary>
/// <param name="Step">The step.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="On">The day that counts legally.</param>
/// <param name="Fields">What was filled in, by field.</param>
/// <param name="IsAssumed">The day is a supposition; accepted in historical dossiers only.</param>
public sealed record FinishStep(
    string Step, string Outcome, DateOnly On, IReadOnlyDictionary<string, string> Fields, bool IsAssumed = false)
    : DossierCommand;

/// <summary>Records a file that was stored for a part.</summary>
public sealed record ReceivePart(
    string Part, string FileName, string Sha256, long Size, string MediaType, DateOnly On) : DossierCommand;

/// <summary>Sets a file aside: it no longer counts, and stays stored.</summary>
public sealed record SetPartAside(string Part, string Sha256, string Reason) : DossierCommand;

/// <summary>Assigns a person a role on the dossier; the desk checks that the directory gives him that role.</summary>
public sealed record AssignPerson(PersonId Person, Role Role) : DossierCommand;

/// <summary>Ends an assignment.</summary>
public sealed record ReleasePerson(PersonId Person, Role Role, string Reason) : DossierCommand;

/// <summary>Declares that a person takes no part in the dossier.</summary>
public sealed record DeclareDeport(PersonId Person, string Reason) : DossierCommand;

/// <summary>Ends a déport.</summary>
public sealed record LiftDeport(PersonId Person, string Reason) : DossierCommand;

/// <summary>Names what declarations of interests are compared with, beside applicant and product; the latest list counts.</summary>
public sealed record NameConflictScope(IReadOnlyList<string> Companies, IReadOnlyList<string> Comparators) : DossierCommand;

/// <summary>Lifts a conflict that forbids an assignment.</summary>
public sealed record LiftConflict(PersonId Person, string Link, string Reason) : DossierCommand;

/// <summary>Writes or replaces the conclusion on an indication.</summary>
public sealed record RecordConclusion(string Indication, Conclusion Conclusion) : DossierCommand;

/// <summary>The applicant asks to withdraw.</summary>
public sealed record RequestWithdrawal(DateOnly On, string Reason) : DossierCommand;

/// <summary>After a withdrawal: the commission could not finish, and says why.</summary>
public sealed record CloseAsImpossible(DateOnly On, string Reason) : DossierCommand;

/// <summary>Moves the dossier to another version of its procedure; see <see cref="LawMove"/>.</summary>
/// <param name="Version">The version asked for.</param>
/// <param name="Mapping">The correspondence of the steps and outcomes that changed their names.</param>
/// <param name="Reason">Why.</param>
public sealed record MoveLaw(int Version, IReadOnlyDictionary<string, string> Mapping, string Reason) : DossierCommand;

/// <summary>Writes a note.</summary>
public sealed record AddNote(string Text) : DossierCommand;

/// <summary>Writes a version of the text of the opinion.</summary>
/// <param name="Sections">Every section that has a text; those left out are empty in this version.</param>
public sealed record DraftOpinion(IReadOnlyList<SectionText> Sections) : DossierCommand;

/// <summary>Marks a passage of the opinion that must not be published.</summary>
public sealed record RedactPassage(string Passage, RedactionReason Reason, string Note) : DossierCommand;

/// <summary>Takes such a mark away.</summary>
public sealed record RestorePassage(string Passage, string Note) : DossierCommand;

using LitReview.Bias;
using LitReview.Extraction;

namespace LitReview.Reviews;

/// <summary>Something that a person asks of a review.</summary>
public abstract record ReviewCommand;

/// <summary>Creates the review.</summary>
/// <param name="Protocol">Its protocol.</param>
public sealed record CreateReview(Protocol Protocol) : ReviewCommand;

/// <summary>Changes the protocol.</summary>
/// <param name="Protocol">The new one, whole.</param>
/// <param name="Reason">Why.</param>
public sealed record ChangeProtocol(Protocol Protocol, string Reason) : ReviewCommand;

/// <summary>Makes a person a reader of the review.</summary>
/// <param name="Person">Who.</param>
public sealed record AddMember(ReviewerId Person) : ReviewCommand;

/// <summary>Takes a person off the readers of the review.</summary>
/// <param name="Person">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record RemoveMember(ReviewerId Person, string Reason) : ReviewCommand;

/// <summary>Begins a new search, as for an update.</summary>
/// <param name="Reason">Why.</param>
public sealed record BeginSearch(string Reason) : ReviewCommand;

/// <summary>Records that references were imported; who imports stores them with it.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="File">The name of the file, without its folders.</param>
/// <param name="Count">How many references there are.</param>
/// <param name="Problems">How many records, or parts of records, could not be read.</param>
/// <param name="Digest">The digest of the references as they are stored; null where nothing stores them.</param>
public sealed record ImportRecords(SearchSource Source, string File, int Count, int Problems, string? Digest = null) : ReviewCommand;

/// <summary>Links duplicates to the references that they repeat.</summary>
/// <param name="Links">The links.</param>
/// <param name="ByTool">Whether a program decided so.</param>
/// <param name="Rule">What shows that they are the same.</param>
public sealed record LinkDuplicates(IReadOnlyList<RecordLink> Links, bool ByTool, string Rule) : ReviewCommand
{
    /// <summary>Two references of which a person says that one repeats the other.</summary>
    /// <param name="record">The one that is set aside.</param>
    /// <param name="original">The one that stands for both.</param>
    /// <param name="reason">Why; null for what spoke for the pair where it was proposed.</param>
    public static LinkDuplicates ByPerson(int record, int original, string? reason = null) =>
        new([new RecordLink(record, original, reason)], ByTool: false, "décidé en comparant les deux références");
}

/// <summary>Proposes pairs for a person to judge.</summary>
/// <param name="Pairs">The pairs, likeliest first.</param>
public sealed record ProposeDuplicates(IReadOnlyList<RecordLink> Pairs) : ReviewCommand;

/// <summary>Says that the two references of a proposed pair are not the same.</summary>
/// <param name="Record">One.</param>
/// <param name="Original">The other.</param>
public sealed record DismissDuplicate(int Record, int Original) : ReviewCommand;

/// <summary>Lets a reference stand for itself again.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Reason">Why.</param>
public sealed record UnlinkDuplicate(int Record, string Reason) : ReviewCommand;

/// <summary>Judges a reference, for the first time or again.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Stage">On what.</param>
/// <param name="Verdict">What the reader finds.</param>
/// <param name="Reason">The reason for an exclusion, from the protocol; null when none is given.</param>
public sealed record JudgeRecord(int Record, Stage Stage, Verdict Verdict, string? Reason = null) : ReviewCommand;

/// <summary>Takes the reader’s last decision at a stage back.</summary>
/// <param name="Stage">The stage.</param>
public sealed record UndoDecision(Stage Stage) : ReviewCommand;

/// <summary>Puts a reference off; it comes back.</summary>
/// <param name="Record">Its number.</param>
public sealed record SkipRecord(int Record) : ReviewCommand;

/// <summary>Settles what two readers judged differently.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Verdict">What holds.</param>
/// <param name="Reason">The reason for an exclusion; null when none is given.</param>
/// <param name="Comment">Why.</param>
public sealed record ResolveConflict(int Record, Stage Stage, Verdict Verdict, string? Reason, string Comment) : ReviewCommand;

/// <summary>Gives a reference a tag.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Tag">The tag.</param>
public sealed record AddTag(int Record, string Tag) : ReviewCommand;

/// <summary>Takes a tag from a reference.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Tag">The tag.</param>
public sealed record RemoveTag(int Record, string Tag) : ReviewCommand;

/// <summary>Writes something on a reference.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Text">What.</param>
public sealed record WriteNote(int Record, string Text) : ReviewCommand;

/// <summary>Stops reading on title and abstract.</summary>
/// <param name="Comment">Why; needed when the test does not allow it.</param>
public sealed record StopScreening(string Comment) : ReviewCommand;

/// <summary>Draws unread references at random after a stop, to be read as a check.</summary>
/// <param name="Size">How many.</param>
/// <param name="Seed">What they are drawn from.</param>
public sealed record DrawCheck(int Size, int Seed) : ReviewCommand;

/// <summary>Goes on reading.</summary>
/// <param name="Reason">Why.</param>
public sealed record ResumeScreening(string Reason) : ReviewCommand;

/// <summary>Records that the full text of a reference is stored; who stores it gives its digest.</summary>
/// <param name="Record">Its number.</param>
/// <param name="File">The stored file.</param>
public sealed record AttachFullText(int Record, FullTextFile File) : ReviewCommand;

/// <summary>Says that the full text of a reference cannot be had.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Reason">What was tried.</param>
public sealed record GiveUpFullText(int Record, string Reason) : ReviewCommand;

/// <summary>Judges the level of evidence of a study, on the scale of the HAS.</summary>
/// <param name="Record">Its number.</param>
/// <param name="StudyType">The type of study.</param>
/// <param name="Level">« 1 » to « 4 » or « AE »; empty for the one that the type lets expect.</param>
/// <param name="Reason">On what grounds; needed when the level is another than the one to be expected.</param>
public sealed record AppraiseEvidence(int Record, string StudyType, string Level, string Reason) : ReviewCommand;

/// <summary>Changes what is taken from each study.</summary>
/// <param name="Form">The new form, whole.</param>
/// <param name="Reason">Why.</param>
public sealed record ChangeExtractionForm(ExtractionForm Form, string Reason) : ReviewCommand;

/// <summary>Hands values of a study in; who does so has looked for their quotes.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Values">The values; one that is empty takes an earlier one back.</param>
public sealed record ExtractValues(int Record, IReadOnlyList<CheckedValue> Values) : ReviewCommand;

/// <summary>Settles what two people took differently from a study.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Value">What holds.</param>
/// <param name="Comment">Why.</param>
public sealed record SettleValue(int Record, CheckedValue Value, string Comment) : ReviewCommand;

/// <summary>Judges studies on a form of one’s own, or on a newer version of it.</summary>
/// <param name="Form">The form.</param>
public sealed record ChooseBiasForm(BiasForm Form) : ReviewCommand;

/// <summary>Judges a study on domains of a form; who hands it in has looked for the quotes.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Form">The form.</param>
/// <param name="Answers">What is found on each domain; a domain that is left out stays as it is.</param>
public sealed record JudgeBias(int Record, string Form, IReadOnlyList<BiasAnswer> Answers) : ReviewCommand;

/// <summary>Names references that are known to be relevant; who hands it in has looked for them.</summary>
/// <param name="File">The list, or what stands for one.</param>
/// <param name="Records">The numbers of the references that were found.</param>
/// <param name="Unmatched">What the review has not, or what could not be read.</param>
public sealed record GiveKnownRelevant(string File, IReadOnlyList<int> Records, IReadOnlyList<UnmatchedReference> Unmatched) : ReviewCommand;

/// <summary>Says that articles of earlier lists are in the review by now; who hands it in has looked for them.</summary>
/// <param name="Finds">What was found; what is not awaited any more counts for nothing.</param>
public sealed record FindKnownRelevant(IReadOnlyList<KnownFind> Finds) : ReviewCommand;

/// <summary>Types the abstract of a reference; who hands it in has seen that no source has one.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Text">The abstract.</param>
public sealed record TypeAbstract(int Record, string Text) : ReviewCommand;

/// <summary>Records that a language model was asked; who asks it hands this in.</summary>
/// <param name="Asked">What was asked.</param>
public sealed record RecordModelUse(ModelAsked Asked) : ReviewCommand;

/// <summary>What is found on a domain.</summary>
/// <param name="Domain">The key of the domain.</param>
/// <param name="Judgement">The key of what is found; empty for a domain that is not judged.</param>
/// <param name="Reason">Why.</param>
/// <param name="Quote">The words of the study that show it, with what their check found.</param>
public sealed record BiasAnswer(string Domain, string Judgement, string Reason, CheckedValue Quote);

using System.Text.Json.Serialization;
using LitReview.Bias;
using LitReview.Extraction;

namespace LitReview.Reviews;

/// <summary>Something that happened to a review. A review is the sum of its events; none is ever changed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ReviewCreated), "review-created")]
[JsonDerivedType(typeof(ProtocolChanged), "protocol-changed")]
[JsonDerivedType(typeof(SearchBegun), "search-begun")]
[JsonDerivedType(typeof(RecordsImported), "records-imported")]
[JsonDerivedType(typeof(DuplicatesLinked), "duplicates-linked")]
[JsonDerivedType(typeof(DuplicatesProposed), "duplicates-proposed")]
[JsonDerivedType(typeof(DuplicateDismissed), "duplicate-dismissed")]
[JsonDerivedType(typeof(DuplicateUnlinked), "duplicate-unlinked")]
[JsonDerivedType(typeof(Decided), "decided")]
[JsonDerivedType(typeof(MindChanged), "mind-changed")]
[JsonDerivedType(typeof(DecisionUndone), "decision-undone")]
[JsonDerivedType(typeof(RecordSkipped), "record-skipped")]
[JsonDerivedType(typeof(ConflictResolved), "conflict-resolved")]
[JsonDerivedType(typeof(TagAdded), "tag-added")]
[JsonDerivedType(typeof(TagRemoved), "tag-removed")]
[JsonDerivedType(typeof(NoteAdded), "note-added")]
[JsonDerivedType(typeof(ScreeningStopped), "screening-stopped")]
[JsonDerivedType(typeof(ScreeningResumed), "screening-resumed")]
[JsonDerivedType(typeof(CheckDrawn), "check-drawn")]
[JsonDerivedType(typeof(FullTextAttached), "full-text-attached")]
[JsonDerivedType(typeof(FullTextNotRetrieved), "full-text-not-retrieved")]
[JsonDerivedType(typeof(EvidenceAppraised), "evidence-appraised")]
[JsonDerivedType(typeof(ExtractionFormChanged), "extraction-form-changed")]
[JsonDerivedType(typeof(ValueExtracted), "value-extracted")]
[JsonDerivedType(typeof(ValueWithdrawn), "value-withdrawn")]
[JsonDerivedType(typeof(ValueSettled), "value-settled")]
[JsonDerivedType(typeof(BiasFormChosen), "bias-form-chosen")]
[JsonDerivedType(typeof(BiasJudged), "bias-judged")]
[JsonDerivedType(typeof(MemberAdded), "member-added")]
[JsonDerivedType(typeof(MemberRemoved), "member-removed")]
[JsonDerivedType(typeof(ModelAsked), "model-asked")]
[JsonDerivedType(typeof(KnownRelevantGiven), "known-relevant-given")]
[JsonDerivedType(typeof(KnownRelevantFound), "known-relevant-found")]
[JsonDerivedType(typeof(AbstractTyped), "abstract-typed")]
public abstract record ReviewEvent;

/// <summary>The review was created.</summary>
/// <param name="Protocol">Its protocol.</param>
public sealed record ReviewCreated(Protocol Protocol) : ReviewEvent;

/// <summary>The protocol was changed.</summary>
/// <param name="Protocol">The new one, whole.</param>
/// <param name="Reason">Why.</param>
public sealed record ProtocolChanged(Protocol Protocol, string Reason) : ReviewEvent;

/// <summary>A person became a reader of the review.</summary>
/// <param name="Person">Who.</param>
public sealed record MemberAdded(ReviewerId Person) : ReviewEvent;

/// <summary>A person is no longer a reader of the review; what he did stays.</summary>
/// <param name="Person">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record MemberRemoved(ReviewerId Person, string Reason) : ReviewEvent;

/// <summary>A new search began: what is imported from here on is counted apart from what came before.</summary>
/// <param name="Reason">Why, as « mise à jour de 2027 ».</param>
public sealed record SearchBegun(string Reason) : ReviewEvent;

/// <summary>References were imported.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="File">The name of the file, without its folders.</param>
/// <param name="FirstNumber">The number of the first one in the review.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Problems">How many records, or parts of records, could not be read.</param>
/// <param name="Digest">The digest of the references as they are stored, SHA-256 in hexadecimal; null in older journals.</param>
public sealed record RecordsImported(
    SearchSource Source, string File, int FirstNumber, int Count, int Problems, string? Digest = null) : ReviewEvent;

/// <summary>References were linked to the ones that they repeat; nothing is deleted.</summary>
/// <param name="Links">The links.</param>
/// <param name="ByTool">Whether a program decided so; otherwise a person did.</param>
/// <param name="Rule">What shows that they are the same.</param>
/// <param name="Merges">
/// Whether the ranking reads, from here on, what all linked references say together; false in older journals, whose order came from
/// the reference that stands alone.
/// </param>
public sealed record DuplicatesLinked(IReadOnlyList<RecordLink> Links, bool ByTool, string Rule, bool Merges = false) : ReviewEvent;

/// <summary>A reference and the one that it repeats.</summary>
/// <param name="Record">The number of the one that is set aside.</param>
/// <param name="Original">The number of the one that stands for both.</param>
/// <param name="Reason">What speaks for it, as a French sentence; null when nobody said.</param>
/// <param name="Probability">How likely both are one document, in [0, 1]; null where nobody computed it, as in older journals.</param>
public sealed record RecordLink(int Record, int Original, string? Reason = null, double? Probability = null)
{
    /// <summary>Whether it joins the same two references, whichever comes first.</summary>
    public bool Joins(int one, int other) => (Record == one && Original == other) || (Record == other && Original == one);
}

/// <summary>References may be the same: a person decides.</summary>
/// <param name="Pairs">The pairs, likeliest first.</param>
public sealed record DuplicatesProposed(IReadOnlyList<RecordLink> Pairs) : ReviewEvent;

/// <summary>A person found that two references are not the same.</summary>
/// <param name="Record">One.</param>
/// <param name="Original">The other.</param>
public sealed record DuplicateDismissed(int Record, int Original) : ReviewEvent;

/// <summary>A reference stands for itself again.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Reason">Why.</param>
public sealed record DuplicateUnlinked(int Record, string Reason) : ReviewEvent;

/// <summary>A reader judged a reference.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Stage">On what he judged.</param>
/// <param name="Verdict">What he found.</param>
/// <param name="Reason">The reason for an exclusion, from the protocol; null when none is given.</param>
/// <param name="Suggestion">How the reference was suggested; null when the reader chose it himself.</param>
public sealed record Decided(int Record, Stage Stage, Verdict Verdict, string? Reason, Suggested? Suggestion) : ReviewEvent;

/// <summary>A reader judged a reference again, otherwise.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Stage">On what he judged.</param>
/// <param name="Verdict">What he finds now.</param>
/// <param name="Reason">The reason for an exclusion; null when none is given.</param>
public sealed record MindChanged(int Record, Stage Stage, Verdict Verdict, string? Reason) : ReviewEvent;

/// <summary>A reader took his decision back; the reference comes up again.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Stage">The stage of the decision.</param>
public sealed record DecisionUndone(int Record, Stage Stage) : ReviewEvent;

/// <summary>A reader put a reference off; it comes back.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Suggestion">How it was suggested; null when the reader chose it himself.</param>
public sealed record RecordSkipped(int Record, Suggested? Suggestion) : ReviewEvent;

/// <summary>A third person settled what two readers judged differently.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Verdict">What holds.</param>
/// <param name="Reason">The reason for an exclusion; null when none is given.</param>
/// <param name="Comment">Why.</param>
public sealed record ConflictResolved(int Record, Stage Stage, Verdict Verdict, string? Reason, string Comment) : ReviewEvent;

/// <summary>A reference got a tag.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Tag">The tag.</param>
public sealed record TagAdded(int Record, string Tag) : ReviewEvent;

/// <summary>A reference lost a tag.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Tag">The tag.</param>
public sealed record TagRemoved(int Record, string Tag) : ReviewEvent;

/// <summary>A person wrote something on a reference.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Text">What.</param>
public sealed record NoteAdded(int Record, string Text) : ReviewEvent;

/// <summary>Reading on title and abstract stopped before the end, or at the end.</summary>
/// <param name="Rule">What allowed it.</param>
/// <param name="Read">How many references were read.</param>
/// <param name="Total">How many there were to read.</param>
/// <param name="Found">How many of those read are kept.</param>
/// <param name="RunLength">How many were set aside in a row at the end.</param>
/// <param name="PValue">The probability that the recall is below the target.</param>
/// <param name="EstimatedRecall">The middle estimate of the recall; null when nothing is kept.</param>
/// <param name="Comment">Why, when no rule allowed it; else what the person added.</param>
public sealed record ScreeningStopped(
    StopRule Rule, int Read, int Total, int Found, int RunLength, double PValue, double? EstimatedRecall, string Comment)
    : ReviewEvent;

/// <summary>Unread references were drawn at random after a stop, to be read as a check.</summary>
/// <param name="Records">Their numbers, in the order in which they were drawn.</param>
/// <param name="Unread">How many references were unread, those drawn included.</param>
/// <param name="Seed">What they were drawn from.</param>
public sealed record CheckDrawn(IReadOnlyList<int> Records, int Unread, int Seed) : ReviewEvent;

/// <summary>Reading goes on.</summary>
/// <param name="Reason">Why.</param>
public sealed record ScreeningResumed(string Reason) : ReviewEvent;

/// <summary>The full text of a reference was stored.</summary>
/// <param name="Record">Its number.</param>
/// <param name="FileName">The name of the file.</param>
/// <param name="Sha256">The digest of its content, in hexadecimal.</param>
/// <param name="Size">Its length, in bytes.</param>
public sealed record FullTextAttached(int Record, string FileName, string Sha256, long Size) : ReviewEvent;

/// <summary>The full text of a reference could not be had.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Reason">What was tried.</param>
public sealed record FullTextNotRetrieved(int Record, string Reason) : ReviewEvent;

/// <summary>A person judged the level of evidence of a study.</summary>
/// <param name="Record">Its number.</param>
/// <param name="Level">The level, from 1 (strong) to 4 (low); null for an agreement of experts.</param>
/// <param name="Reason">On what grounds.</param>
/// <param name="StudyType">The type of study; null in journals older than the types.</param>
/// <param name="Grade">The grade; null in journals older than the types, where the level gives it.</param>
/// <param name="Proposed">The level that the type of study let expect; null when it let expect none.</param>
/// <param name="Scale">The scale; null in journals older than the types.</param>
public sealed record EvidenceAppraised(
    int Record, int? Level, string Reason, string? StudyType = null, string? Grade = null, string? Proposed = null,
    string? Scale = null)
    : ReviewEvent;

/// <summary>What is taken from each study was changed.</summary>
/// <param name="Form">The new form, whole.</param>
/// <param name="Reason">Why.</param>
public sealed record ExtractionFormChanged(ExtractionForm Form, string Reason) : ReviewEvent;

/// <summary>A person took a value from a study.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Value">The value, with what the checks of its quote found.</param>
public sealed record ValueExtracted(int Record, CheckedValue Value) : ReviewEvent;

/// <summary>A person took a value back.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Field">The key of the field.</param>
public sealed record ValueWithdrawn(int Record, string Field) : ReviewEvent;

/// <summary>Somebody settled what two people took differently from a study.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Value">What holds.</param>
/// <param name="Comment">Why.</param>
public sealed record ValueSettled(int Record, CheckedValue Value, string Comment) : ReviewEvent;

/// <summary>The review judges studies on a form from here on.</summary>
/// <param name="Form">The form, whole, so that the journal says what was asked.</param>
public sealed record BiasFormChosen(BiasForm Form) : ReviewEvent;

/// <summary>A person judged a study on one domain of a form.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Form">The form.</param>
/// <param name="FormVersion">Its version.</param>
/// <param name="Domain">The key of the domain.</param>
/// <param name="Judgement">The key of what was found.</param>
/// <param name="Reason">Why.</param>
/// <param name="Quote">The words of the study that show it, with what their check found.</param>
public sealed record BiasJudged(
    int Record, string Form, int FormVersion, string Domain, string Judgement, string Reason, CheckedValue Quote) : ReviewEvent;

/// <summary>A person asked a language model for something; what it answered was shown to him alone, and decides nothing.</summary>
/// <param name="Use">For what.</param>
/// <param name="Model">The name of the model.</param>
/// <param name="Place">The machine that answered, as « localhost:11434 »; null when not known.</param>
/// <param name="Record">The number of the reference; null for a question to the whole review.</param>
/// <param name="Question">The question as it left, what names people masked; null for what is not a question.</param>
/// <param name="Failure">Why it gave nothing that can be used, in French; null when it did.</param>
/// <param name="AskedAt">When, where the event was written later, from the log of a program that kept none; else null.</param>
public sealed record ModelAsked(
    ModelUse Use, string Model, string? Place = null, int? Record = null, string? Question = null, string? Failure = null,
    DateTimeOffset? AskedAt = null) : ReviewEvent;

/// <summary>A person typed the abstract of a reference that came without one.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Text">The abstract.</param>
public sealed record AbstractTyped(int Record, string Text) : ReviewEvent;

/// <summary>For what a language model is asked.</summary>
public enum ModelUse
{
    /// <summary>To write an answer from the references.</summary>
    Question,

    /// <summary>For an opinion on whether a reference is to be kept.</summary>
    Opinion,

    /// <summary>For what a study says of the fields of the form.</summary>
    Extraction,

    /// <summary>For a reference in French.</summary>
    Translation,
}

/// <summary>On what a reference is judged.</summary>
public enum Stage
{
    /// <summary>Its title and abstract.</summary>
    TitleAbstract,

    /// <summary>Its full text.</summary>
    FullText,
}

/// <summary>What a reader finds.</summary>
public enum Verdict
{
    /// <summary>Keep it.</summary>
    Include,

    /// <summary>Set it aside.</summary>
    Exclude,

    /// <summary>Not sure: on title and abstract it is kept for reading in full.</summary>
    Unsure,
}

/// <summary>What allowed reading to stop.</summary>
public enum StopRule
{
    /// <summary>Every reference was read.</summary>
    AllRead,

    /// <summary>The statistical test of the protocol’s target.</summary>
    RecallTest,

    /// <summary>A person decided so, before the test allowed it.</summary>
    OwnDecision,
}

/// <summary>How a reference was suggested when it was judged.</summary>
/// <param name="Rank">Its rank among those to be read, from 1.</param>
/// <param name="OutOf">How many were to be read.</param>
/// <param name="Score">Its score; 0 in random order.</param>
/// <param name="Model">The model and its version, « has 1 »; « hasard » and the seed in random order.</param>
public sealed record Suggested(int Rank, int OutOf, double Score, string Model);

/// <summary>An event as it is kept.</summary>
/// <param name="Version">Its number in the review, from 1 without gap.</param>
/// <param name="At">When.</param>
/// <param name="Person">Who.</param>
/// <param name="Event">What.</param>
public sealed record RecordedReviewEvent(long Version, DateTimeOffset At, ReviewerId Person, ReviewEvent Event);

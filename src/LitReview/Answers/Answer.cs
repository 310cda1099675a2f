namespace LitReview.Answers;

/// <summary>A text of the review that an answer may cite.</summary>
/// <param name="Number">Its number in one answer, from 1.</param>
/// <param name="RecordId">The record it comes from.</param>
/// <param name="Reference">« Dupont et al., 2019, BMJ ».</param>
/// <param name="Text">The text, as it was handed over: title, then abstract.</param>
public sealed record Passage(int Number, string RecordId, string Reference, string Text)
{
    /// <summary>How many characters at its beginning are the title of the record; 0 when it does not begin with one.</summary>
    public int TitleLength { get; init; }
}

/// <summary>Who wrote an answer.</summary>
public enum AnswerOrigin
{
    /// <summary>Sentences taken from the passages, word for word.</summary>
    Extracted,

    /// <summary>A language model, checked sentence by sentence.</summary>
    Model,
}

/// <summary>An answer to a question, from the records of the review alone.</summary>
/// <param name="Question">The question.</param>
/// <param name="Origin">Who wrote it.</param>
/// <param name="Sentences">What it says; empty when the review holds no answer.</param>
/// <param name="Passages">What could be cited.</param>
public sealed record Answer(
    string Question, AnswerOrigin Origin, IReadOnlyList<AnswerSentence> Sentences, IReadOnlyList<Passage> Passages)
{
    /// <summary>What is said when the review holds no answer.</summary>
    public const string None = "Pas de réponse dans le corpus.";

    /// <summary>The model that wrote it; null when none did.</summary>
    public string? Model { get; init; }

    /// <summary>Why a model that was asked gave no answer that can be used, in French; null when that did not happen.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether nothing in the review answers.</summary>
    public bool IsNone => Sentences.Count == 0;

    /// <summary>The records cited by sentences that passed every check, in the order of the answer, each once.</summary>
    public IReadOnlyList<string> CitedRecords =>
    [
        .. Sentences.Where(sentence => sentence.IsSupported).SelectMany(sentence => sentence.Citations)
            .Select(citation => Passages[citation.Passage - 1].RecordId).Distinct(),
    ];

    /// <summary>The sentences that passed every check, one a line, each with the numbers of its records; empty when none did.</summary>
    public string SupportedText => string.Join('\n', Sentences.Where(sentence => sentence.IsSupported).Select(sentence =>
        $"{sentence.Text} [{string.Join(", ", sentence.Citations.Select(citation => Passages[citation.Passage - 1].RecordId).Distinct())}]"));

    /// <summary>The words that these sentences cite, each once, in the order of the answer.</summary>
    public IReadOnlyList<CitedWords> SupportingWords =>
    [
        .. Sentences.Where(sentence => sentence.IsSupported).SelectMany(sentence => sentence.Citations)
            .DistinctBy(citation => (citation.Passage, citation.Quote)).Select(citation => (citation.Quote, Passage: Passages[citation.Passage - 1]))
            .Select(cited => new CitedWords(cited.Quote, $"référence n° {cited.Passage.RecordId}, {cited.Passage.Reference}")),
    ];
}

/// <summary>Words of a record on which an answer rests.</summary>
/// <param name="Text">The words.</param>
/// <param name="Where">Where they stand, in French: « référence n° 12, Martin 2024 ».</param>
public sealed record CitedWords(string Text, string Where);

/// <summary>A sentence of an answer.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Citations">What it rests on.</param>
/// <param name="Faults">What the checks found wrong, in French; empty when they found nothing.</param>
public sealed record AnswerSentence(string Text, IReadOnlyList<AnswerCitation> Citations, IReadOnlyList<string> Faults)
{
    /// <summary>Whether each citation exists, each quote stands in its passage, and each figure too.</summary>
    public bool IsSupported => Faults.Count == 0;
}

/// <summary>A passage cited, with the words that are meant.</summary>
/// <param name="Passage">The number of the passage.</param>
/// <param name="Quote">Words of the passage.</param>
public sealed record AnswerCitation(int Passage, string Quote);

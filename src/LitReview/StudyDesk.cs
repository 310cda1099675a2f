using LitReview.Extraction;
using LitReview.Pdf;
using LitReview.Persistence;
using LitReview.Reviews;

namespace LitReview;

/// <summary>Where what people take from studies is handed in: each quote is looked for in the study first.</summary>
public sealed class StudyDesk
{
    private readonly ReviewDesk _desk;
    private readonly ReviewQueries _queries;
    private readonly FullTextStore _fullTexts;

    internal StudyDesk(ReviewDesk desk, ReviewQueries queries, FullTextStore fullTexts) =>
        (_desk, _queries, _fullTexts) = (desk, queries, fullTexts);

    /// <summary>What a quote of a study may be taken from; null when there is no such reference.</summary>
    public async Task<StudyText?> TextAsync(ReviewId id, int number, CancellationToken cancellationToken = default)
    {
        if ((await _queries.ReviewAsync(id, cancellationToken))?.Find(number) is not { } record
            || (await _queries.CitationsAsync(id, [number], cancellationToken)).GetValueOrDefault(number) is not { } citation)
        {
            return null;
        }

        var pages = record.FullText is { } file ? await Task.Run(() => Pages(file.Sha256, cancellationToken), cancellationToken) : [];
        return new StudyText($"{citation.Title}\n{citation.Abstract}", record.FullText is not null, pages);
    }

    /// <summary>Hands values of a study in.</summary>
    /// <param name="id">The review.</param>
    /// <param name="number">The number of the reference.</param>
    /// <param name="values">The values.</param>
    /// <param name="person">Who extracts.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    public async Task<ReviewResult> ExtractAsync(
        ReviewId id, int number, IReadOnlyList<TypedValue> values, ReviewerId person, Guid commandId,
        CancellationToken cancellationToken = default)
    {
        var text = await TextAsync(id, number, cancellationToken) ?? new StudyText("", false, []);
        return await _desk.DoAsync(
            id, new ExtractValues(number, [.. values.Select(text.Check)]), person, commandId, cancellationToken: cancellationToken);
    }

    /// <summary>Settles what two people took differently from a study.</summary>
    /// <param name="id">The review.</param>
    /// <param name="number">The number of the reference.</param>
    /// <param name="value">What holds.</param>
    /// <param name="comment">Why.</param>
    /// <param name="person">Who settles.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    public async Task<ReviewResult> SettleAsync(
        ReviewId id, int number, TypedValue value, string comment, ReviewerId person, Guid commandId,
        CancellationToken cancellationToken = default)
    {
        var text = await TextAsync(id, number, cancellationToken) ?? new StudyText("", false, []);
        return await _desk.DoAsync(
            id, new SettleValue(number, text.Check(value), comment), person, commandId, cancellationToken: cancellationToken);
    }

    /// <summary>Judges a study on domains of a form of bias.</summary>
    /// <param name="id">The review.</param>
    /// <param name="number">The number of the reference.</param>
    /// <param name="form">The form.</param>
    /// <param name="answers">What is found on each domain, with its quote.</param>
    /// <param name="person">Who judges.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    public async Task<ReviewResult> JudgeBiasAsync(
        ReviewId id, int number, string form, IReadOnlyList<TypedBias> answers, ReviewerId person, Guid commandId,
        CancellationToken cancellationToken = default)
    {
        var text = await TextAsync(id, number, cancellationToken) ?? new StudyText("", false, []);
        var command = new JudgeBias(
            number, form,
            [
                .. answers.Select(answer => new BiasAnswer(
                    answer.Domain, answer.Judgement, answer.Reason,
                    text.Check(new TypedValue(answer.Domain, "", answer.Quote, answer.Page)))),
            ]);
        return await _desk.DoAsync(id, command, person, commandId, cancellationToken: cancellationToken);
    }

    private IReadOnlyList<string> Pages(string sha256, CancellationToken cancellationToken)
    {
        using var content = _fullTexts.Open(sha256);
        return PdfText.Pages(content, cancellationToken);
    }
}

/// <summary>What a person finds on a domain of a form of bias, as he gives it.</summary>
/// <param name="Domain">The key of the domain.</param>
/// <param name="Judgement">The key of what he finds; empty for a domain that he does not judge.</param>
/// <param name="Reason">Why.</param>
/// <param name="Quote">The words of the study that show it; empty when none do.</param>
/// <param name="Page">The page, as the study numbers it.</param>
public sealed record TypedBias(string Domain, string Judgement, string Reason, string Quote = "", string Page = "");

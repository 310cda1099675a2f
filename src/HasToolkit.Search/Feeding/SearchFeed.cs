using System.Globalization;
using Evaluation.Workflows;
using HasToolkit.Search.Entries;
using HasToolkit.Search.Indexing;
using LitReview;
using Verbatims.Nlp.Persistence;

namespace HasToolkit.Search.Feeding;

/// <summary>
/// Brings the index up to what the stores hold. Each round compares the state of every dossier, batch and review with the mark that
/// the index keeps of it, and reads only what is another; nothing tells the index of changes, so none can be lost.
/// </summary>
public sealed class SearchFeed(EvaluationServices dossiers, VerbatimQueries comments, LitReviewServices reviews)
{
    private const int Page = 1_000;

    private EntryIndex? _index;
    private Dictionary<string, string> _marks = [];

    /// <summary>Compares, and reads what changed.</summary>
    /// <param name="index">The index; this program writes it.</param>
    /// <param name="cancellationToken">Stops between two owners; what was written stays.</param>
    /// <returns>How many dossiers, batches, reviews and opinions were read.</returns>
    public async Task<int> RoundAsync(EntryIndex index, CancellationToken cancellationToken = default)
    {
        if (index.IsDamaged)
        {
            index.BeginAnew();
            _index = null;
        }

        if (_index != index)
            (_index, _marks) = (index, new Dictionary<string, string>(index.Marks(), StringComparer.Ordinal));
        var known = new HashSet<string>(StringComparer.Ordinal);
        var changed = await DossiersAsync(index, known, cancellationToken);
        if (changed > 0)
            index.Commit();
        changed += await ReviewsAsync(index, known, cancellationToken);
        changed += await CommentsAsync(index, known, cancellationToken);
        foreach (var gone in _marks.Keys.Except(known).ToList())
        {
            index.Remove(gone);
            _marks.Remove(gone);
            changed++;
        }

        if (changed > 0)
            index.Commit();
        return changed;
    }

    /// <summary>The batches and reviews that origins of evidence name, as <see cref="Scopes"/> names them.</summary>
    internal async Task<IReadOnlyList<string>> NamedInAsync(IReadOnlyList<string> origins, CancellationToken cancellationToken)
    {
        var batches = (await comments.StoredCountsAsync(cancellationToken)).Select(stored => stored.Key);
        return
        [
            .. batches.Where(batch => origins.Any(origin => origin.Contains($"lot {batch},", StringComparison.Ordinal))).Select(Scopes.SubjectOf),
            .. (await reviews.Queries.ReviewsAsync(cancellationToken)).Select(review => review.Id)
                .Where(id => origins.Any(origin => origin.StartsWith($"Revue {id},", StringComparison.Ordinal))).Select(Scopes.SubjectOf),
        ];
    }

    private async Task<int> DossiersAsync(EntryIndex index, HashSet<string> known, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var (id, head) in await dossiers.Texts.HeadsAsync(cancellationToken))
        {
            var owner = $"dossier:{id}";
            known.Add(owner);
            if (_marks.GetValueOrDefault(owner) == head)
                continue;
            var texts = await dossiers.Texts.ReadAsync(id, cancellationToken);
            var entries = EntriesOf.Dossier(id, texts.Applicant, texts.Texts).ToList();
            if (await dossiers.Published.ReadAsync(id, cancellationToken) is { } published)
                entries.Add(EntriesOf.Opinion(published.Opinion, published.Document.PlainText()));
            Keep(index, owner, head, entries);
            changed++;
        }

        return changed;
    }

    private async Task<int> CommentsAsync(EntryIndex index, HashSet<string> known, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var (batch, (file, stored)) in await comments.StoredCountsAsync(cancellationToken))
        {
            var owner = $"lot:{batch}";
            known.Add(owner);
            var last = Number(_marks.GetValueOrDefault(owner));
            if (last == stored)
                continue;
            if (last > stored)
                Keep(index, owner, "0", []);
            for (last = last > stored ? 0 : last; last < stored;)
            {
                var page = await comments.TextsAfterAsync(batch, last, Page, cancellationToken);
                if (page.Count == 0)
                    break;
                last = page[^1].Number;
                Add(index, owner, last, page.Select(comment => EntriesOf.Comment(batch, file, comment.Number, comment.Text, comment.Month)));
            }

            changed++;
        }

        return changed;
    }

    private async Task<int> ReviewsAsync(EntryIndex index, HashSet<string> known, CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var review in await reviews.Queries.ReviewsAsync(cancellationToken))
        {
            var owner = $"revue:{review.Id}";
            known.Add(owner);
            var last = Number(_marks.GetValueOrDefault(owner));
            if (last == review.Records)
                continue;
            if (last > review.Records)
                Keep(index, owner, "0", []);
            for (last = last > review.Records ? 0 : last; last < review.Records;)
            {
                var page = await reviews.Queries.CitationsAfterAsync(review.Id, (int)last, Page, cancellationToken);
                if (page.Count == 0)
                    break;
                last = page[^1].Number;
                Add(index, owner, last, page.Select(one => EntriesOf.Reference(review, one.Number, one.Citation)));
            }

            changed++;
        }

        return changed;
    }

    private void Keep(EntryIndex index, string owner, string mark, IReadOnlyList<Entry> entries)
    {
        index.Replace(new OwnerMark(owner, mark), entries);
        _marks[owner] = mark;
    }

    // A long file shows page after page, and a stop in the middle costs one page.
    private void Add(EntryIndex index, string owner, long last, IEnumerable<Entry> entries)
    {
        var mark = last.ToString(CultureInfo.InvariantCulture);
        index.Append(new OwnerMark(owner, mark), entries);
        _marks[owner] = mark;
        index.Commit();
    }

    private static long Number(string? mark) => long.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

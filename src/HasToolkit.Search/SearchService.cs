using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using HasToolkit.Search.Entries;
using HasToolkit.Search.Feeding;
using HasToolkit.Search.Indexing;
using LitReview;
using Verbatims.Nlp.Persistence;

namespace HasToolkit.Search;

/// <summary>One search over dossiers, comments and references, for the hosts.</summary>
public sealed class SearchService : IDisposable
{
    private readonly string _folder;
    private readonly EvaluationServices _dossiers;
    private readonly SearchFeed _feed;
    private readonly List<EntryIndex> _left = [];
    private EntryIndex _index;

    private SearchService(string folder, EvaluationServices dossiers, SearchFeed feed, EntryIndex index) =>
        (_folder, _dossiers, _feed, _index) = (folder, dossiers, feed, index);

    /// <summary>Whether the index has caught up with the stores since the start; before, results may lack something.</summary>
    public bool IsUpToDate { get; private set; }

    /// <summary>Opens the index of a data folder; the stores stay the caller's.</summary>
    /// <param name="dataFolder">The data folder; the index has a folder of its own in it, which can be deleted at any time.</param>
    /// <param name="dossiers">The dossiers.</param>
    /// <param name="comments">The comments.</param>
    /// <param name="reviews">The reviews.</param>
    public static SearchService Open(
        string dataFolder, EvaluationServices dossiers, VerbatimQueries comments, LitReviewServices reviews)
    {
        var folder = Path.Combine(dataFolder, "recherche");
#pragma warning disable CA2000 // The service owns the index, and disposes of it.
        return new SearchService(folder, dossiers, new SearchFeed(dossiers, comments, reviews), EntryIndex.Open(folder));
#pragma warning restore CA2000
    }

    /// <summary>Brings the index up to what the stores hold, unless another program of this folder does.</summary>
    /// <returns>How many dossiers, batches and reviews were read anew.</returns>
    public async Task<int> CatchUpAsync(CancellationToken cancellationToken = default)
    {
        if (!_index.IsWriter)
            TakeOver();
        var changed = _index.IsWriter ? await _feed.RoundAsync(_index, cancellationToken) : 0;
        IsUpToDate = true;
        return changed;
    }

    /// <summary>Answers what a person asks, within what he may open.</summary>
    /// <param name="question">What is asked; its reach is that of <see cref="ReachAsync"/>.</param>
    public SearchAnswer Find(SearchQuestion question) => Volatile.Read(ref _index).Find(question);

    /// <summary>What a person may find when he acts in some of his roles.</summary>
    /// <param name="person">The person; one without a role is the operator of the machine, who reads all but what is done around dossiers.</param>
    /// <param name="roles">The roles in which he acts.</param>
    /// <param name="kept">Batches and reviews that the host keeps from him, as <see cref="Scopes"/> names them, besides those that a déport closes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Reach> ReachAsync(
        Person person, IReadOnlyList<Role> roles, IReadOnlyCollection<string> kept, CancellationToken cancellationToken = default)
    {
        var origins = await _dossiers.Deports.OriginsAsync(person.Id, cancellationToken);
        return Scopes.ReachOf(
            await _dossiers.Texts.ReachAsync(person, cancellationToken), person.Id.Value, person.Organisation,
            roles.Count == 0 || roles.Any(PartAccess.MayReadComments), roles.Count == 0 || roles.Any(PartAccess.MayReadReviews),
            origins.Count == 0 ? kept : [.. kept, .. await _feed.NamedInAsync(origins, cancellationToken)]);
    }

    /// <summary>Closes the index.</summary>
    public void Dispose()
    {
        _index.Dispose();
        _left.ForEach(index => index.Dispose());
    }

    // The program that wrote may have ended. What was open stays open for the questions that it is answering.
    private void TakeOver()
    {
        var again = EntryIndex.Open(_folder);
        if (!again.IsWriter)
        {
            again.Dispose();
            return;
        }

        _left.Add(Interlocked.Exchange(ref _index, again));
    }
}

using System.CommandLine;
using System.Globalization;
using LitReview;
using LitReview.Indexing;
using LitReview.Reviews;
using LitReview.Searching;

namespace HasToolkit.Cli.LitReview;

/// <summary>What is searched by a command: a stored review, or files of references.</summary>
internal sealed class SearchInput : IDisposable
{
    private readonly IDisposable _owner;
    private readonly CitationInput? _files;

    private SearchInput(IRecordSearch search, IDisposable owner, CitationInput? files, Review? review) =>
        (Search, _owner, _files, Review) = (search, owner, files, review);

    public IRecordSearch Search { get; }

    /// <summary>The review; null for files.</summary>
    public Review? Review { get; }

    /// <summary>The store of the review; null for files.</summary>
    public LitReviewServices? Reviews => _owner as LitReviewServices;

    public static Argument<string[]> Typed(string last) => new("ARGUMENTS")
    {
        HelpName = $"[FICHIER…] {last}",
        Description = "Les exports à fouiller, puis la demande entre guillemets ; avec --revue, la demande seule.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Option<string> ReviewOption() => new("--revue")
    {
        Description = "Fouille une revue enregistrée, que « list » montre, au lieu de fichiers.",
        HelpName = "REVUE",
    };

    /// <summary>Opens what was named; the last argument is what is asked, unless nothing has to be.</summary>
    public static async Task<(SearchInput Input, string Asked)> OpenAsync(
        Run run, Argument<string[]> typed, Option<string> review, bool mayAskNothing = false)
    {
        var words = run.Get(typed) ?? [];
        var files = run.Text(review) is null ? words.SkipLast(mayAskNothing ? 0 : 1).ToList() : [];
        var asked = words.Skip(files.Count).ToList();
        if (run.Text(review) is null && files.Count == 0)
            throw new InputException("Dites où chercher : des fichiers avant la demande, ou --revue RÉFÉRENCE.");
        if (asked.Count > 1)
            throw new InputException($"« {asked[1]} » est en trop. Mettez la demande entre guillemets : « {string.Join(' ', asked)} ».");
        if (asked.Count == 0 && !mayAskNothing)
            throw new InputException("Il manque la demande, après les fichiers.");
        var input = run.Text(review) is { } id ? await OfReviewAsync(run, id) : OfFiles(run, files);
        return (input, asked.FirstOrDefault() ?? "");
    }

    /// <summary>The number that people give a record found.</summary>
    public static int NumberOf(string id) => ReviewSearches.NumberOf(id);

    /// <summary>The record of a number that was typed.</summary>
    public static string IdOf(Option<string> option, string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? ReviewSearches.IdOf(number)
            : throw new InputException($"{option.Name} : « {typed} » n’est pas un numéro de référence, que la recherche montre.");

    /// <summary>Tells what could not be read of the files.</summary>
    public int Tell() => _files?.Tell() ?? ExitCodes.Ok;

    public void Dispose() => _owner.Dispose();

    private static async Task<SearchInput> OfReviewAsync(Run run, string id)
    {
        var reviews = await LitReviewServices.OpenAsync(run.DataFolder, run.Connection, run.Clock, run.Stop);
        try
        {
            var review = await ReviewInput.FindAsync(reviews, run, new ReviewId(id));
            return new SearchInput(await reviews.Searches.OfAsync(review, run.Stop), reviews, files: null, review);
        }
        catch
        {
            reviews.Dispose();
            throw;
        }
    }

    private static SearchInput OfFiles(Run run, List<string> files)
    {
        var index = SearchIndex.InMemory();
        try
        {
            var input = new CitationInput(run, files);
            index.Rebuild(input.ReadAll().Select((citation, i) => new IndexedRecord(ReviewSearches.IdOf(i + 1), citation)), cancellationToken: run.Stop);
            return new SearchInput(index, index, input, review: null);
        }
        catch (AggregateException e) when (e.InnerExceptions is [var only])
        {
            index.Dispose();
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(only);
            throw;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }
}

using System.Globalization;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Search;

namespace HasToolkit.Web.Verbatims;

/// <summary>Addresses of the pages of comments; a query is written in its words, so that a page can be kept and passed on.</summary>
internal static class CommentPlaces
{
    /// <summary>The words of a query, in the order in which addresses write them.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "recherche", "service", "etablissement", "de", "a", "champ", "tonalite", "theme", "avec", "alerte", "a-relire", "corrige", "lu",
        "contenu",
    ];

    /// <summary>The figures of a query.</summary>
    public static string Figures(CommentQuery query) => With($"/commentaires/{query.Batch}", query);

    /// <summary>The comments of a query.</summary>
    public static string List(CommentQuery query) => With($"/commentaires/{query.Batch}/liste", query);

    /// <summary>The reports of a query.</summary>
    public static string Reports(CommentQuery query) => With($"/commentaires/{query.Batch}/rapports", query);

    /// <summary>A report of a query.</summary>
    public static string Report(CommentQuery query, string format) => With($"/commentaires/{query.Batch}/rapport/{format}", query);

    /// <summary>A comment.</summary>
    public static string Of(CommentKey key) => string.Create(CultureInfo.InvariantCulture, $"/commentaires/{key.Batch}/c/{key.Number}");

    /// <summary>An address with further words; those without a value are left out.</summary>
    public static string And(string address, params (string Word, string? Value)[] words)
    {
        var text = string.Join('&', words.Where(word => !string.IsNullOrEmpty(word.Value))
            .Select(word => $"{word.Word}={Uri.EscapeDataString(word.Value!)}"));
        return text.Length == 0 ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{text}";
    }

    /// <summary>The query that an address writes. A word that cannot be read is left out, and said.</summary>
    public static (CommentQuery Query, string? Fault) Read(BatchId batch, IQueryCollection address)
    {
        var (query, fault) = (new CommentQuery(batch), (string?)null);
        foreach (var word in Words)
        {
            if (address[word].ToString().Trim() is not { Length: > 0 } value)
                continue;
            try
            {
                query = query.With(word, value);
            }
            catch (InvalidDataException e)
            {
                fault ??= e.Message;
            }
        }

        return (query, fault);
    }

    private static string With(string address, CommentQuery query) =>
        And(address, [.. query.Words.Select(word => (word.Word, (string?)word.Value))]);
}

using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Search;

namespace HasToolkit.Web.Verbatims;

/// <summary>A batch, the part of it that an address asks for, and what it may be filtered by.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Query">The part.</param>
/// <param name="Fault">What could not be read of the address, in French; null when all was.</param>
/// <param name="Services">The wards that have enough comments to be named.</param>
/// <param name="Establishments">The hospitals.</param>
/// <param name="Months">Every month from the first to the last.</param>
public sealed record BatchScope(
    Batch Batch, CommentQuery Query, string? Fault, IReadOnlyList<string> Services, IReadOnlyList<string> Establishments,
    IReadOnlyList<DateOnly> Months)
{
    /// <summary>Whether the part is a ward of so few comments that it may not be named.</summary>
    public bool IsTooSmall => Query.Service is { } service && !Services.Contains(service);

    /// <summary>Reads the address of a page; null when there is no such batch.</summary>
    internal static async Task<BatchScope?> ReadAsync(CommentHost host, string lot, IQueryCollection address)
    {
        if (await CommentPosts.FindAsync(host, lot) is not { } batch)
            return null;
        var extent = await host.Services.Queries.ExtentAsync(batch.Id);
        var (query, fault) = CommentPlaces.Read(batch.Id, address);
        var months = new List<DateOnly>();
        if (extent.Months is var (first, last))
        {
            for (var month = first; month <= last; month = month.AddMonths(1))
                months.Add(month);
        }

        return new BatchScope(batch, query, fault, extent.NamedServices, extent.Establishments, months);
    }

    /// <summary>What is said instead of figures of too few comments.</summary>
    public static string TooSmall { get; } =
        $"Moins de {FigureCollector.SmallestCell} commentaires : les montrer désignerait des personnes.";
}

using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Search;

namespace HasToolkit.Web.Verbatims;

/// <summary>A batch, the part of it that an address asks for, and what it may be filtered by.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Query">The part.</param>
/// <param name="Fault">What could not be read of the address, in French; null when all was.</param>
/// <param name="Services">The wards that have enough comments to be named.</param>
/// <param name="Establishments">The hospitals that have enough comments to be named.</param>
/// <param name="Months">Every month from the first to the last.</param>
public sealed record BatchScope(
    Batch Batch, CommentQuery Query, string? Fault, IReadOnlyList<string> Services, IReadOnlyList<string> Establishments,
    IReadOnlyList<DateOnly> Months)
{
    /// <summary>Whether so few comments come from where the part asks for that they may not be read.</summary>
    public required bool IsTooSmall { get; init; }

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

        return new BatchScope(batch, query, fault, extent.Services, extent.Establishments, months)
        {
            IsTooSmall = !await host.Services.Queries.MayReadAsync(query),
        };
    }

    /// <summary>What is said instead of figures of too few comments.</summary>
    public static string TooSmall { get; } =
        $"Moins de {SmallCells.Least} commentaires : les montrer désignerait des personnes.";
}

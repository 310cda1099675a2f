namespace LitReview.Searching;

/// <summary>An equation that was run on a data base, as PRISMA-S asks to report it.</summary>
/// <param name="Text">The equation, whole, as it was run.</param>
/// <param name="Provider">The data base and its platform: « MEDLINE (PubMed) ».</param>
/// <param name="RunOn">The day it was run, in Paris.</param>
/// <param name="ProviderCount">How many records the provider announced; null when nobody noted it.</param>
/// <remarks>Source: Rethlefsen et al., Syst Rev 10:39, 2021, doi:10.1186/s13643-020-01542-z, items 1, 8, 13 and 15.</remarks>
public sealed record SearchEquation(string Text, string Provider, DateOnly RunOn, int? ProviderCount);

/// <summary>An equation counted again among the records of the review.</summary>
/// <param name="Equation">The equation.</param>
/// <param name="CountedAt">When it was counted.</param>
/// <param name="Count">How many records of the review it finds; null when it cannot be read here.</param>
/// <param name="Fault">Why it cannot; null when it can.</param>
public sealed record EquationCount(SearchEquation Equation, DateTimeOffset CountedAt, int? Count, SearchFault? Fault)
{
    /// <summary>Counts an equation; one that cannot be read here is reported, and stops nothing.</summary>
    public static EquationCount Of(SearchEquation equation, IRecordSearch search, TimeProvider clock)
    {
        if (!SearchQuery.TryRead(equation.Text, out var query, out var fault))
            return new EquationCount(equation, clock.GetUtcNow(), null, fault);
        try
        {
            return new EquationCount(equation, clock.GetUtcNow(), search.Count(query), null);
        }
        catch (SearchFaultException e)
        {
            return new EquationCount(equation, clock.GetUtcNow(), null, e.Fault);
        }
    }
}

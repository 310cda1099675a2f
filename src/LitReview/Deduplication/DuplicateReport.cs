namespace LitReview.Deduplication;

/// <summary>What is the same document, what may be, and the counts for the flow diagram.</summary>
/// <param name="Records">How many references were compared.</param>
/// <param name="Groups">Each document that occurs more than once: the places of its references, from 0, in
/// order.</param>
/// <param name="Links">Why the members of the groups were linked, pair by pair.</param>
/// <param name="Doubts">Pairs for a person to decide, the most doubtful first.</param>
/// <param name="Sources">Counts by source, in order of first appearance.</param>
public sealed record DuplicateReport(
    int Records,
    IReadOnlyList<IReadOnlyList<int>> Groups,
    IReadOnlyList<DuplicateLink> Links,
    IReadOnlyList<DuplicateLink> Doubts,
    IReadOnlyList<SourceCount> Sources)
{
    /// <summary>The references that repeat another one.</summary>
    public int Duplicates => Groups.Sum(group => group.Count - 1);

    /// <summary>The documents that are left.</summary>
    public int Documents => Records - Duplicates;

    /// <summary>For each reference, the place of the first one of its group: its own when it is alone.</summary>
    public IReadOnlyList<int> FirstOfEach()
    {
        var first = Enumerable.Range(0, Records).ToArray();
        foreach (var group in Groups)
        {
            foreach (var member in group)
                first[member] = group[0];
        }

        return first;
    }
}

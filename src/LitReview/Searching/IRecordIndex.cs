namespace LitReview.Searching;

/// <summary>Records that can be searched, and brought up to date.</summary>
public interface IRecordIndex : IRecordSearch, IDisposable
{
    /// <summary>What the index holds, in the words of who wrote it last; null when nobody said.</summary>
    string? Stamp { get; }

    /// <summary>Adds records, or replaces those of the same identifier. They are kept and found when it returns.</summary>
    /// <param name="records">The records.</param>
    /// <param name="stamp">What the index then holds.</param>
    void Add(IEnumerable<IndexedRecord> records, string? stamp = null);

    /// <summary>Builds the index again from all records, and puts it in the place of this one when it is whole.</summary>
    /// <param name="records">All the records, each once.</param>
    /// <param name="stamp">What the index then holds.</param>
    /// <param name="cancellationToken">Stops; the index stays as it was.</param>
    void Rebuild(IEnumerable<IndexedRecord> records, string? stamp = null, CancellationToken cancellationToken = default);
}

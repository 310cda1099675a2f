namespace LitReview.Citations.Importing;

/// <summary>What an import has to say about its file, while it reads.</summary>
internal sealed class ImportNotes(string fileName)
{
    private const int MostProblems = 10_000;
    private const int MostRaw = 1 << 16;

    private readonly List<CitationProblem> _problems = [];
    private readonly Dictionary<string, int> _providers = new(StringComparer.Ordinal);

    public string FileName => fileName;

    public IReadOnlyList<CitationProblem> Problems => _problems;

    /// <summary>The provider of most records; null when none tells.</summary>
    public string? Provider => _providers.Count == 0
        ? null
        : _providers.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;

    public void Seen(string? provider)
    {
        if (provider is not null)
            _providers[provider] = _providers.GetValueOrDefault(provider) + 1;
    }

    /// <summary>Something was not understood, and its record was kept without it.</summary>
    public void Kept(int line, string reason, string raw) =>
        Add(new CitationProblem(fileName, line, reason, Cut(raw), true));

    /// <summary>A record was not kept.</summary>
    public void Lost(int line, string reason, string raw) =>
        Add(new CitationProblem(fileName, line, reason, Cut(raw), false));

    private static string Cut(string raw) => raw.Length <= MostRaw ? raw : raw[..MostRaw];

    private void Add(CitationProblem problem)
    {
        if (_problems.Count < MostProblems)
            _problems.Add(problem);
    }
}

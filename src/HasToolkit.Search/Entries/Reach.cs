namespace HasToolkit.Search.Entries;

/// <summary>What a person may find. Whatever lies outside is neither listed, nor counted, nor suggested.</summary>
/// <param name="Scopes">The scopes that are open to him, each with the subjects that are closed to him in it.</param>
public sealed record Reach(IReadOnlyList<ReachScope> Scopes)
{
    /// <summary>The person finds nothing.</summary>
    public static Reach Nothing { get; } = new([]);
}

/// <summary>A scope that is open, but for some subjects.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Except">The subjects that stay closed.</param>
public sealed record ReachScope(string Scope, IReadOnlyCollection<string> Except);

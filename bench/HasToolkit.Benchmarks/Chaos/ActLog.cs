using System.Collections.Concurrent;

namespace HasToolkit.Benchmarks.Chaos;

/// <summary>Where an act is to be found.</summary>
internal enum ActTable
{
    /// <summary>Moves of dossiers, by the identifier of the command.</summary>
    Ledger,

    /// <summary>Acts on reviews, by the identifier of the command.</summary>
    Reviews,

    /// <summary>Votes of a reader, by « review/reader/number ».</summary>
    Votes,

    /// <summary>Imports of references, by « review/file ».</summary>
    Imports,

    /// <summary>Files of comments, by the name of the file.</summary>
    Comments,
}

/// <summary>What became of an act, as its sender knows it.</summary>
internal enum ActState
{
    /// <summary>Sent, and nothing heard: wholly there or wholly absent.</summary>
    Sent,

    /// <summary>Carried out, said the answer: there once, whatever comes.</summary>
    Answered,

    /// <summary>A rule said no: absent.</summary>
    Refused,
}

/// <summary>An act, and how many rows it writes where it is to be found.</summary>
internal sealed record Act(ActTable Table, string Key, int Rows, ActState State);

/// <summary>What was sent and what was answered, kept by the one process that is never killed.</summary>
internal sealed class ActLog
{
    private readonly ConcurrentDictionary<(ActTable, string), Act> _acts = new();
    private readonly ConcurrentQueue<string> _wrongs = new();

    /// <summary>Before an act is sent; the same act may be sent again.</summary>
    public void Sends(ActTable table, string key, int rows) => _acts.TryAdd((table, key), new Act(table, key, rows, ActState.Sent));

    public void Answered(ActTable table, string key) => Set(table, key, ActState.Answered);

    public void Refused(ActTable table, string key) => Set(table, key, ActState.Refused);

    /// <summary>Something that must never be seen.</summary>
    public void Wrong(string what)
    {
        _wrongs.Enqueue(what);
        Console.WriteLine($"WRONG: {what}");
    }

    public IReadOnlyList<string> Wrongs => [.. _wrongs];

    public IReadOnlyList<Act> All => [.. _acts.Values];

    private void Set(ActTable table, string key, ActState state) => _acts[(table, key)] = _acts[(table, key)] with { State = state };
}

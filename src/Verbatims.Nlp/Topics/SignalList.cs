using System.Reflection;
using System.Text.Json;
using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Topics;

/// <summary>A signal: something that a person must read first.</summary>
/// <param name="Code">Its short code.</param>
/// <param name="Label">Its name, in French.</param>
public sealed record Signal(string Code, string Label);

/// <summary>The eight signals, and the words that give them away.</summary>
public sealed class SignalList
{
    private static readonly Lazy<SignalList> ShippedList = new(ReadShipped);

    // « aucune violence », « sans chute », « jamais maltraité ».
    private static readonly HashSet<string> Denials = ["aucun", "aucune", "sans", "jamais", "ni", "pas", "zero", "non", "contre", "lutte", "prevention", "risque"];

    private readonly PhraseIndex<(Signal Signal, bool HasDenialInside)> _index = new();

    private SignalList(IReadOnlyList<Signal> all) => All = all;

    /// <summary>The signals that are shipped.</summary>
    public static SignalList Shipped => ShippedList.Value;

    /// <summary>The signals, in the order of the grid.</summary>
    public IReadOnlyList<Signal> All { get; }

    /// <summary>The signals that words of a text give away, unless denied just before; each place once.</summary>
    internal List<(Signal Signal, int Start, int End)> Find(List<Word> words)
    {
        var found = new List<(Signal, int, int)>();
        _index.Find(words, (entry, at, count) =>
        {
            for (var back = 1; back <= 2 && at - back >= 0 && !entry.HasDenialInside; back++)
            {
                if (Denials.Contains(words[at - back].Text))
                    return;
            }

            if (!found.Exists(other => other.Item1 == entry.Signal && other.Item2 == words[at].Start))
                found.Add((entry.Signal, words[at].Start, words[at + count - 1].End));
        });
        return found;
    }

    private static SignalList ReadShipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("grilles/signaux-fr.json")!;
        using var document = JsonDocument.Parse(stream);
        var entries = document.RootElement.GetProperty("signaux").EnumerateArray()
            .Select(signal => (
                Signal: new Signal(signal.GetProperty("code").GetString()!, signal.GetProperty("libelle").GetString()!),
                Words: signal.GetProperty("mots").EnumerateArray().Select(word => word.GetString()!).ToList()))
            .ToList();
        var list = new SignalList([.. entries.Select(entry => entry.Signal)]);
        foreach (var (signal, words) in entries)
        {
            foreach (var word in words)
            {
                list._index.Add(word, (signal, Array.Exists(
                    WordScanner.Plain(word).Split(' ', '\''), part => part is "sans" or "pas" or "aucun" or "aucune" or "contre")));
            }
        }

        return list;
    }
}

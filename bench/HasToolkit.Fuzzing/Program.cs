using System.Globalization;
using Evaluation.Workflows.Tests.Fuzzing;
using HasToolkit.Tests.Fuzzing;
using LitReview.Tests.Fuzzing;
using SharpFuzz;
using Verbatims.Nlp.Tests.Fuzzing;

// As on a French server, where « 0,5 » must not slip in for « 0.5 ».
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
if (args is [var fuzzed] && fuzzed is not ("list" or "instrument"))
{
    // Marked assemblies run only within: there is nowhere to count their branches before.
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var input = new MemoryStream();
        stream.CopyTo(input);
        if (Contracts.Named(fuzzed).FaultOf(input.ToArray()) is { } fault)
            throw new ContractBrokenException(fault.Detail);
    });
    return 0;
}

if (args is ["list"])
{
    Console.WriteLine(string.Join('\n', Contracts.All.Select(parser => parser.Name)));
    return 0;
}

if (args is ["instrument", .. var assemblies] && assemblies.Length > 0)
{
    foreach (var assembly in assemblies)
        Console.WriteLine($"{Path.GetFileName(assembly)}: {Fuzzer.Instrument(assembly, _ => true, SharpFuzz.Options.Value).Count()} types");
    return 0;
}

if (args.Length == 0 || Contracts.All.FirstOrDefault(one => one.Name == args[0]) is not { } contract)
{
    Console.Error.WriteLine(
        """
        Usage:
          list                       names of the parsers
          instrument DLL…            marks the branches of assemblies, in place, for afl-fuzz
          PARSER                     one input on the standard input; many, under afl-fuzz
          PARSER --seeds FOLDER      writes the samples to start from
          PARSER --replay FOLDER     reads each file of a folder, and says which break the contract
          PARSER --minimise FILE     makes an input as small as its fault allows, in place
        """);
    return 2;
}

switch (args[1..])
{
    case ["--seeds", var folder]:
        Directory.CreateDirectory(folder);
        foreach (var (place, seed) in contract.Seeds.Index())
            File.WriteAllBytes(Path.Combine(folder, $"{contract.Name}-{place + 1}"), seed);
        return 0;

    case ["--replay", var folder]:
        return Replay(contract, folder);

    case ["--minimise", var file]:
        var known = File.ReadAllBytes(file);
        if (contract.FaultOf(known) is not { } broken)
        {
            Console.WriteLine($"{file}: the contract holds.");
            return 0;
        }

        var small = Mutations.Smallest(contract, known, broken);
        File.WriteAllBytes(file, small);
        Console.WriteLine($"{file}: {known.Length} bytes became {small.Length}. {broken.Detail}");
        return 1;

    default:
        Console.Error.WriteLine($"« {string.Join(' ', args[1..])} » is not known: --seeds, --replay or --minimise, then a path.");
        return 2;
}

static int Replay(ParserContract contract, string folder)
{
    var (count, kinds) = (0, new Dictionary<string, (int Count, string File, string Detail)>(StringComparer.Ordinal));
    foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
    {
        count++;
        if (contract.FaultOf(File.ReadAllBytes(file)) is { } fault)
            kinds[fault.Kind] = kinds.TryGetValue(fault.Kind, out var known) ? known with { Count = known.Count + 1 } : (1, file, fault.Detail);
    }

    foreach (var (kind, (times, file, detail)) in kinds)
        Console.WriteLine($"{times} × {kind}\n  {file}\n  {detail.ReplaceLineEndings("\n  ")}");
    Console.WriteLine($"{contract.Name}: {count} inputs, {kinds.Values.Sum(kind => kind.Count)} break the contract, {kinds.Count} kinds");
    return kinds.Count == 0 ? 0 : 1;
}

/// <summary>The parsers, each with its contract.</summary>
internal static class Contracts
{
    public static IReadOnlyList<ParserContract> All { get; } = [.. ReviewParsers.All, .. CommentParsers.All, .. DossierParsers.All];

    public static ParserContract Named(string name) => All.FirstOrDefault(parser => parser.Name == name)
        ?? throw new ArgumentException($"No parser is called « {name} ». Parsers: {string.Join(", ", All.Select(parser => parser.Name))}.", nameof(name));
}

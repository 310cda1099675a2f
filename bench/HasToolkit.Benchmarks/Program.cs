using System.Globalization;
using HasToolkit.Benchmarks;
using HasToolkit.Benchmarks.Chaos;
using HasToolkit.Benchmarks.Chaos.Actors;
using HasToolkit.Benchmarks.Growth;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = new Options(args);
switch (args.FirstOrDefault())
{
    case "ledger":
        return await LedgerBench.RunAsync(options);
    case "list":
        return await ListBench.RunAsync(options);
    case "foresight":
        return ForesightBench.Run(options);
    case "search":
        return SearchBench.Run(options);
    case "screening":
        return await ScreeningBench.RunAsync(options);
    case "growth":
        return await GrowthBench.RunAsync(options);
    case "chaos":
        return await ChaosCommand.RunAsync(options);
    case "chaos-mover":
        return await Mover.RunAsync(options);
    case "load":
        return await LoadBench.RunAsync(options);
    case "load-host":
        return await LoadBench.HostAsync(args);
    default:
        Console.Error.WriteLine(
            """
            Usage:
              ledger [--dossiers 1500]             CPU of opening a dossier and moving it by another command
              list   [--dossiers 10000]            time of the first page of a long list
              foresight [--dossiers 1000] [--runs 100]     time of a forecast of two years
              screening [--records 10000] [--presses 200] [--pause 1000] [--chromium PATH]
                                                   time from a key press to the next reference, in Chromium
              chaos  [--experiment NAME,NAME] [--short] [--minutes 240]
                                                   experiments of Chaos/experiments: processes killed, full disk, cut network; at most so long each
              load   [--users 200] [--seconds 300] [--seed 20261126]  many users at once on PostgreSQL, the host in its own process
              search [--records 1000000] [--seed 20261126]  build, size and speed of an index of made-up records
              growth [--what dossiers|comments|references] [--largest 100000] [--full] [--seed 20261126]
                                                   how costs grow from 1,000 to 100,000, with the exponent; --full goes to 1,000,000 where that takes minutes
            Each takes --save, which writes the figures to bench/results/ledger.md, those of search, screening, foresight, load, growth and chaos to files of their name.
            PostgreSQL is the server of HAS_TEST_POSTGRES; chaos makes clusters of its own.
            """);
        return 2;
}

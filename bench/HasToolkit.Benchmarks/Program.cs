using HasToolkit.Benchmarks;

return args switch
{
    ["ledger", .. var rest] => await LedgerBenchmark.RunAsync(rest),
    ["list", .. var rest] => await ListBenchmark.RunAsync(rest),
    ["chaos", .. var rest] => await Chaos.RunAsync(rest),
    ["chaos-child", .. var rest] => await ChaosChild.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Usage: dotnet run -c Release --project bench/HasToolkit.Benchmarks -- <measure>
          ledger [--dossiers 2000]                          CPU per start + resume on SQLite
          list   [--dossiers 10000]                         first page of the list
          chaos  [--kills 200] [--seed 1] [--base <PostgreSQL>]   kill -9 during moves; 0 lost, 0 doubled
        """);
    return 2;
}

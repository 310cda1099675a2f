using System.CommandLine;
using System.Globalization;
using Accounts.Persistence;
using Evaluation.Workflows.Procedures;
using HasToolkit.Cli.Verbatims;

namespace HasToolkit.Cli.Operations;

/// <summary>What the commands would use, and whether it works.</summary>
internal sealed class ConfigCommands(CliApp app)
{
    private sealed record Setting(string Name, string Value, string From);

    // An advice is told and does not fail the command: what works may still be made safer.
    private sealed record Check(string Name, bool IsGood, string Found, bool IsAdvice = false);

    public Command All() => new CliCommand("config", "Les réglages de cette machine.")
    {
        app.Does(
            new CliCommand(
                "check", "Montre les réglages, d’où ils viennent, et s’ils fonctionnent ; les secrets sont masqués.",
                "has config check --base \"Host=serveur;Database=has;Username=has;Password=…\""),
            CheckAsync),
    };

    private static async Task<int> CheckAsync(Run run)
    {
        var settings = Settings(run);
        var checks = new List<Check>
        {
            await TryAsync("dossier des données", () => WritableAsync(run.DataFolder, run.Stop)),
            await TryAsync("procédures", () => Task.FromResult(Procedures(run))),
            await TryAsync("modèle des commentaires", () => Task.FromResult(Model())),
        };
        checks.AddRange(await DatabasesAsync(run));
        if (run.Connection is not null)
            checks.Add(Link(run.Connection));
        var faults = checks.Count(check => !check.IsGood && !check.IsAdvice);
        if (run.WantsJson)
            run.Terminal.Json(new { settings, checks });
        else
            Show(run, settings, checks);
        if (faults == 0)
            run.Terminal.Done("Tout fonctionne.");
        else
            run.Terminal.Fail($"{French.Count(faults, "réglage ne fonctionne", "réglages ne fonctionnent")} pas.");
        return faults == 0 ? ExitCodes.Ok : ExitCodes.Findings;
    }

    private static List<Setting> Settings(Run run)
    {
        var defaultFolder = Run.Setting("HAS_DATA") is null ? "par défaut" : "HAS_DATA";
        var settings = new List<Setting>
        {
            new("dossier des données", Path.GetFullPath(run.DataFolder), run.IsTyped("--donnees") ? "--donnees" : defaultFolder),
            run.Connection is { } connection
                ? new("base", $"PostgreSQL, {DatabaseLink.Masked(connection)}", run.IsTyped("--base") ? "--base" : "HAS_BASE")
                : new("base", "SQLite, dans le dossier des données", "par défaut"),
            new("qui signe", run.PersonTyped ?? "personne", run.IsTyped("--par") ? "--par" : run.PersonTyped is null ? "par défaut" : "HAS_PERSONNE"),
            Run.Setting("HAS_ASSISTANCE") is { } address
                ? new("modèle de langage", $"{address}, « {Run.Setting("HAS_ASSISTANCE_MODELE")} »", "HAS_ASSISTANCE")
                : new("modèle de langage", "aucun : rien ne sort de cette machine", "par défaut"),
        };
        if (Run.Setting("HAS_ASSISTANCE_CLE") is not null)
            settings.Add(new("clé du modèle de langage", "***", "HAS_ASSISTANCE_CLE"));
        return settings;
    }

    private static async Task<IReadOnlyList<Check>> DatabasesAsync(Run run)
    {
        try
        {
            using var parts = await StoredParts.OpenAsync(run.DataFolder, run.Connection, run.Stop);
            var checks = new List<Check>();
            foreach (var part in parts.All)
            {
                await using var connection = await part.ConnectAsync(run.Stop);
                var schema = await StoredParts.SchemaAsync(part, connection, run.Stop);
                checks.Add(new Check(
                    $"base des {part.Name}", IsGood: true,
                    $"{(parts.IsSqlite ? "SQLite" : "PostgreSQL")} {connection.ServerVersion}, tables en version {schema}"));
            }

            return checks;
        }
        catch (IOException e)
        {
            return [new Check("bases", IsGood: false, e.Message)];
        }
    }

    private static Check Link(string connection) => DatabaseLink.Fault(connection) is { } fault
        ? new Check("chiffrement de la base", IsGood: false, fault, IsAdvice: true)
        : new Check("chiffrement de la base", IsGood: true, "la base est sur cette machine, ou le serveur est vérifié");

    private static async Task<string> WritableAsync(string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var probe = Path.Combine(folder, $".essai-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(probe, "", stop);
        File.Delete(probe);
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace / 1_000_000_000d;
        return $"on peut y écrire ; {free.ToString("0.0", CultureInfo.CurrentCulture)} Go libres";
    }

    private static string Procedures(Run run)
    {
        var all = run.Procedures().All;
        var unverified = all.Count(procedure => procedure.Facts().Any(fact => fact.Source.Confidence == Confidence.Unverified));
        return $"{French.Count(all.Count, "version", "versions")} de {all.Select(procedure => procedure.Id).Distinct().Count()} procédures"
            + (unverified > 0 ? $" ; {unverified} ont des faits à vérifier [M]" : "");
    }

    private static string Model()
    {
        using var model = VerbatimsCommands.Model(null);
        return $"{model.Version}, empreintes vérifiées";
    }

    private static async Task<Check> TryAsync(string name, Func<Task<string>> look)
    {
        try
        {
            return new Check(name, IsGood: true, await look());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or InputException)
        {
            return new Check(name, IsGood: false, e.Message);
        }
    }

    private static void Show(Run run, List<Setting> settings, List<Check> checks)
    {
        var table = Layout.Table("!Réglage", "Valeur", "!D’où");
        foreach (var setting in settings)
            table.With(setting.Name, setting.Value, setting.From);
        run.Terminal.Show(table);
        var looked = Layout.Table("!Vérifié", "", "Trouvé");
        foreach (var check in checks)
            looked.With(check.Name, check.IsGood ? "✓" : check.IsAdvice ? "!" : "✗", check.Found);
        run.Terminal.Show(looked);
    }
}

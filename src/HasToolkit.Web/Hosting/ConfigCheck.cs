using System.Globalization;
using Accounts;
using Evaluation.Workflows;
using Evaluation.Workflows.Procedures;
using HasToolkit.Web.Identity;
using HasToolkit.Web.Verbatims;
using LitReview;

namespace HasToolkit.Web.Hosting;

/// <summary>
/// « config check » of the web host: what it would use, where that comes from, and whether it works. It reads the same file, the same
/// environment and the same arguments as a start; it listens to nobody and loads no demonstration.
/// </summary>
internal static class ConfigCheck
{
    /// <summary>How long an issuer of identities may take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether the arguments ask for it, and those that are left.</summary>
    public static bool IsAsked(string[] args) => args is ["config", "check", ..];

    /// <summary>Does it.</summary>
    /// <param name="configuration">The settings, as a start would read them.</param>
    /// <param name="console">Where it is told.</param>
    /// <returns>0, or 1 when something does not work.</returns>
    public static async Task<int> RunAsync(IConfigurationRoot configuration, TextWriter console)
    {
        foreach (var told in SettingsReader.Tell(configuration))
            await console.WriteLineAsync($"  {told.Name,-30} {told.Value}  ({told.From})");
        await console.WriteLineAsync();
        var options = SettingsReader.Read(configuration);
        (string Name, Func<Task<string>> Look)[] looks =
        [
            ("dossier des données", () => DataFolderAsync(options)),
            ("accès", () => Task.FromResult(AccessMode.Of(options).HasAccounts ? "chacun a son compte" : "chacun choisit qui il est, sur cette machine")),
            ("dossiers et procédures", () => DossiersAsync(options)),
            ("revues", () => ReviewsAsync(options)),
            ("commentaires et modèle", () => CommentsAsync(options)),
            ("comptes", () => AccountsAsync(options)),
            ("chiffrement", () => LinksAsync(options)),
            ("fournisseur d’identité", () => IssuerAsync(options.OpenId)),
            ("empreinte du journal", () => DigestAsync(options.Digest)),
        ];
        var faults = 0;
        foreach (var (name, look) in looks)
        {
            var (isGood, found) = await TryAsync(look);
            faults += isGood ? 0 : 1;
            await console.WriteLineAsync($"  {(isGood ? "✓" : "✗")} {name} : {found}");
        }

        await console.WriteLineAsync(faults switch
        {
            0 => "Tout fonctionne.",
            1 => "1 point ne fonctionne pas.",
            _ => $"{faults} points ne fonctionnent pas.",
        });
        return faults == 0 ? 0 : 1;
    }

    /// <summary>Makes the data folder when it is not there, and writes in it.</summary>
    /// <exception cref="InvalidDataException">It cannot be made or written in; the message says what to do, in French.</exception>
    public static async Task<string> DataFolderAsync(HasOptions options)
    {
        await WritableAsync(options.DataFolder, "Has:DataFolder");
        var free = new DriveInfo(Path.GetFullPath(options.DataFolder)).AvailableFreeSpace / 1_000_000_000d;
        return $"{Path.GetFullPath(options.DataFolder)}, {free.ToString("0.0", CultureInfo.CurrentCulture)} Go libres";
    }

    private static async Task WritableAsync(string folder, string setting)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".essai-{Guid.NewGuid():N}");
            await File.WriteAllTextAsync(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(
                $"Réglage {setting} : on ne peut pas écrire dans « {folder} » ({e.Message}) Donnez-en le droit au compte "
                + "qui lance HasToolkit, ou choisissez un autre dossier.", e);
        }
    }

    private static async Task<string> DossiersAsync(HasOptions options)
    {
        using var services = await EvaluationServices.OpenAsync(options.DataFolder, options.Connection, procedureFolder: options.ProcedureFolder);
        var all = services.Procedures.All;
        var unverified = all.Count(procedure => procedure.Facts().Any(fact => fact.Source.Confidence == Confidence.Unverified));
        return $"{(services.Database.IsSqlite ? "SQLite" : "PostgreSQL")}, {all.Count} versions de {all.Select(one => one.Id).Distinct().Count()} procédures"
            + (unverified > 0 ? $", dont {unverified} ont des faits à vérifier [M]" : "");
    }

    private static async Task<string> ReviewsAsync(HasOptions options)
    {
        using var reviews = await LitReviewServices.OpenAsync(options.DataFolder, options.Connection);
        return options.Assistance.Endpoint is { Length: > 0 } address
            ? $"la base s’ouvre ; modèle de langage à {address}, interrogé à la demande"
            : "la base s’ouvre ; aucun modèle de langage : rien ne sort d’ici";
    }

    private static async Task<string> CommentsAsync(HasOptions options)
    {
        using var comments = await CommentHost.OpenAsync(options, TimeProvider.System);
        return $"la base s’ouvre ; modèle {comments.Analyser.ModelVersion}, empreintes vérifiées";
    }

    private static async Task<string> AccountsAsync(HasOptions options)
    {
        using var accounts = await AccountServices.OpenAsync(options.DataFolder, options.Connection, TimeProvider.System);
        var all = await accounts.Queries.AllAsync();
        return await accounts.Queries.IsSealedAsync()
            ? $"{all.Count(account => account.IsAdministrator)} administrateur(s), {all.Count(account => !account.IsAdministrator)} autre(s)"
            : "aucun : le premier démarrage les fera";
    }

    private static Task<string> LinksAsync(HasOptions options) => TlsCheck.Faults(options).FirstOrDefault() is { } fault
        ? options.RequireTls ? throw new InvalidDataException(fault) : Task.FromResult($"à revoir : {fault}")
        : Task.FromResult("rien ne part en clair vers une autre machine");

    private static async Task<string> IssuerAsync(OpenIdSettings settings)
    {
        if (settings.Authority is not { Length: > 0 } issuer)
            return "aucun";
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration"));
            return answer.IsSuccessStatusCode
                ? $"{issuer} répond"
                : throw new InvalidDataException($"{issuer} répond {(int)answer.StatusCode} à qui demande sa configuration. Vérifiez Has:OpenId:Authority.");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            throw new InvalidDataException($"{issuer} ne répond pas ({e.Message}) Vérifiez Has:OpenId:Authority et le réseau.", e);
        }
    }

    // The authority is not asked: each token counts there, and some are paid for.
    private static async Task<string> DigestAsync(DigestSettings settings)
    {
        using var authority = DigestWorker.AuthorityOf(settings);
        using var signer = DigestWorker.SignerOf(settings);
        if (settings.Folder is not { Length: > 0 } folder)
            return "aucune n’est écrite chaque nuit";
        await WritableAsync(folder, "Has:Digest:Folder");
        return $"chaque nuit dans « {Path.GetFullPath(folder)} », {(signer is null ? "" : $"signée par « {signer.Name} », ")}"
            + (authority is null ? "sans horodatage : rien ne sort d’ici" : $"horodatée par {authority.Address}, qui n’a pas été interrogée");
    }

    private static async Task<(bool IsGood, string Found)> TryAsync(Func<Task<string>> look)
    {
        try
        {
            return (true, await look());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return (false, e.Message);
        }
    }
}

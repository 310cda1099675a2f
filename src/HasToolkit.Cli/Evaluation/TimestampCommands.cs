using System.CommandLine;
using Evaluation.Workflows.Digests;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Timestamps;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The time stamp of a digest by a third party: asking for it, and checking it without the network.</summary>
internal sealed class TimestampCommands(CliApp app)
{
    public Command All() => new CliCommand(
        "horodatage", "Fait dater une empreinte du journal par un tiers (RFC 3161), et le vérifie.")
    {
        Ask(), Verify(),
    };

    private Command Ask()
    {
        var digest = DigestInput.Digest();
        var authority = new Option<string>("--autorite")
        {
            Description = "Adresse de l’autorité d’horodatage, http:// ou https://. Seul le condensat de l’empreinte y part.",
            HelpName = "ADRESSE",
            Required = true,
        };
        var algorithm = new Option<string>("--algorithme") { Description = "Condensat : sha256 (sinon) ou sha512.", HelpName = "NOM" };
        var (policy, roots) = (Policy(), Roots("À laquelle le jeton doit mener ; sinon « verifier » le dira."));
        return app.Does(
            new CliCommand(
                "demander", "Demande un jeton pour une empreinte et l’écrit à côté, en « .tsr ».",
                "has horodatage demander ./empreinte.json --autorite https://horodatage.exemple.fr") { digest, authority, algorithm, policy, roots },
            async run =>
            {
                var (file, isSha512) = (run.Get(digest), run.Word(algorithm, ("sha256", false), ("sha512", true)) ?? false);
                var content = await DigestInput.ContentAsync(run, file);
                LedgerDigest.Read(content, file);
                var token = NightlyDigest.TokenOf(file);
                if (File.Exists(token))
                {
                    throw new InputException(
                        $"« {token} » est déjà là : rien n’est demandé. Vérifiez-le par « has horodatage verifier », ou déplacez-le pour en demander un autre.");
                }

                using var asked = TimestampAuthority.At(
                    run.Text(authority) ?? "", new TimestampOptions { UsesSha512 = isSha512, Policy = PolicyOf(run, policy), Trust = TrustOf(run, roots) });
                try
                {
                    var (reply, statement) = await asked.AskAsync(content, run.Stop);
                    await OutputFile.WriteAsync(token, async stream => await stream.WriteAsync(reply, run.Stop));
                    Show(run, file, token, statement);
                    run.Terminal.Done($"Jeton écrit dans « {token} ». Gardez-le avec l’empreinte, sur une autre machine.");
                    return ExitCodes.Ok;
                }
                catch (TimestampException e)
                {
                    return DigestInput.Fail(run, e.Message, ExitCodes.Usage);
                }
            });
    }

    private Command Verify()
    {
        var digest = DigestInput.Digest();
        var token = new Option<string>("--jeton") { Description = "Fichier du jeton ; sinon celui qui est à côté, en « .tsr ».", HelpName = "FICHIER" };
        var (policy, roots) = (Policy(), Roots("À laquelle le jeton doit mener ; sinon les racines du système."));
        return app.Does(
            new CliCommand(
                "verifier", "Vérifie, sans réseau, le jeton d’une empreinte : fichier, signature, certificat, racine ; dit l’heure et l’autorité.",
                "has horodatage verifier ./empreinte.json --racine ./racine.pem") { digest, token, policy, roots },
            async run =>
            {
                var file = run.Get(digest);
                var kept = run.Text(token) ?? NightlyDigest.TokenOf(file);
                if (!File.Exists(kept))
                {
                    throw new InputException(
                        $"Aucun jeton « {kept} ». Demandez-en un par « has horodatage demander », ou nommez celui que vous gardez par --jeton.");
                }

                var (content, reply) = (await DigestInput.ContentAsync(run, file), await DigestInput.ContentAsync(run, kept));
                var verdict = TimestampCheck.Check(reply, content, TrustOf(run, roots) ?? TimestampTrust.OfSystem, PolicyOf(run, policy));
                if (verdict is TimestampVerdict.Faulty(var problem))
                    return DigestInput.Fail(run, problem, ExitCodes.Findings);
                Show(run, file, kept, ((TimestampVerdict.Sound)verdict).Statement);
                run.Terminal.Done("Le jeton tient : ce fichier existait, tel quel, à cette heure.");
                return ExitCodes.Ok;
            });
    }

    private static void Show(Run run, string file, string token, TimestampStatement statement)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                IsSound = true,
                Digest = file,
                Token = token,
                statement.At,
                AccuracySeconds = statement.Accuracy?.TotalSeconds,
                statement.Authority,
                statement.SerialNumber,
                statement.Policy,
                statement.Algorithm,
                statement.Root,
            });
            return;
        }

        run.Terminal.Show(Layout.Pairs(
            ("Empreinte", $"{file} ({statement.Algorithm})"),
            ("Heure", $"{French.Instant(statement.At)}, à Paris ({statement.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'})"),
            ("Précision", statement.Accuracy is { } accuracy ? $"à {accuracy.TotalSeconds:0.######} s près" : ""),
            ("Autorité", statement.Authority),
            ("Numéro de série", statement.SerialNumber),
            ("Politique", statement.Policy),
            ("Racine", statement.Root ?? "non suivie : « has horodatage verifier » le fera")));
    }

    private static TimestampTrust? TrustOf(Run run, Option<string> roots) => run.Text(roots) is { } file ? TimestampTrust.FromFile(file) : null;

    private static string? PolicyOf(Run run, Option<string> policy) => run.Text(policy) is { } typed ? TimestampCheck.Policy(typed) : null;

    private static Option<string> Policy() => new("--politique") { Description = "Politique attendue, par son numéro.", HelpName = "NUMÉRO" };

    private static Option<string> Roots(string description) => new("--racine") { Description = description, HelpName = "FICHIER" };
}

using System.CommandLine;
using Evaluation.Workflows.Digests;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Timestamps;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The signature of a digest by who runs the ledger: making it, and checking it without the network.</summary>
internal sealed class SignatureCommands(CliApp app)
{
    public Command All() => new CliCommand("signature", "Signe une empreinte du journal, et vérifie sa signature.")
    {
        Sign(), Verify(),
    };

    private Command Sign()
    {
        var digest = DigestInput.Digest();
        var certificate = Certificate("Certificat avec sa clé privée : PKCS#12 (.pfx), ou un même fichier PEM.");
        var password = new Option<string>("--mot-de-passe") { Description = "Fichier dont la première ligne est le mot de passe du certificat.", HelpName = "FICHIER" };
        return app.Does(
            new CliCommand(
                "apposer", "Signe une empreinte et écrit la signature à côté, en « .p7s » (CMS).",
                "has signature apposer ./empreinte.json --certificat ./cle.pfx --mot-de-passe ./secret.txt") { digest, certificate, password },
            async run =>
            {
                var file = run.Get(digest);
                var content = await DigestInput.ContentAsync(run, file);
                LedgerDigest.Read(content, file);
                var kept = NightlyDigest.SignatureOf(file);
                if (File.Exists(kept))
                {
                    throw new InputException(
                        $"« {kept} » est déjà là : rien n’est signé. Vérifiez-la par « has signature verifier », ou déplacez-la.");
                }

                using var signer = DigestSigner.FromFile(
                    run.Text(certificate)!, run.Text(password) is { } secret ? await PasswordAsync(secret, run.Stop) : null);
                var signature = signer.Sign(content, run.Clock.GetUtcNow());
                await OutputFile.WriteAsync(kept, async stream => await stream.WriteAsync(signature, run.Stop));
                if (run.WantsJson)
                    run.Terminal.Json(new { Digest = file, Signature = kept, signer.Name });
                run.Terminal.Done($"Signature de « {signer.Name} » écrite dans « {kept} ».");
                return ExitCodes.Ok;
            });
    }

    private Command Verify()
    {
        var digest = DigestInput.Digest();
        var certificate = Certificate("Certificat attendu, en PEM ou en DER : celui que vous gardez à part.");
        var signature = new Option<string>("--signature") { Description = "Fichier de la signature ; sinon celui qui est à côté, en « .p7s ».", HelpName = "FICHIER" };
        return app.Does(
            new CliCommand(
                "verifier", "Vérifie, sans réseau, qu’une empreinte est signée par le certificat attendu ; dit qui et quand.",
                "has signature verifier ./empreinte.json --certificat ./certificat.pem") { digest, certificate, signature },
            async run =>
            {
                var file = run.Get(digest);
                var kept = run.Text(signature) ?? NightlyDigest.SignatureOf(file);
                if (!File.Exists(kept))
                    throw new InputException($"Aucune signature « {kept} ». Nommez celle que vous gardez par --signature.");
                using var expected = DigestSignature.CertificateOf(run.Text(certificate)!);
                var (content, bytes) = (await DigestInput.ContentAsync(run, file), await DigestInput.ContentAsync(run, kept));
                var (statement, problem) = DigestSignature.Check(bytes, content, expected);
                if (statement is null)
                    return DigestInput.Fail(run, problem!, ExitCodes.Findings);
                if (run.WantsJson)
                {
                    run.Terminal.Json(new { IsSound = true, Digest = file, Signature = kept, statement.Name, statement.Fingerprint, statement.At });
                }
                else
                {
                    run.Terminal.Show(Layout.Pairs(
                        ("Empreinte", file), ("Signée par", statement.Name), ("Certificat (SHA-256)", statement.Fingerprint),
                        ("Heure de qui signe", $"{French.Instant(statement.At)}, à Paris")));
                }

                run.Terminal.Done("La signature tient : ce fichier est, tel quel, celui que ce certificat a signé.");
                return ExitCodes.Ok;
            });
    }

    private static async Task<string> PasswordAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new InputException($"Le fichier de mot de passe « {file} » n’existe pas.");
        using var lines = new StreamReader(file);
        return await lines.ReadLineAsync(cancellationToken) is { Length: > 0 } line
            ? line
            : throw new InputException($"La première ligne de « {file} » est vide. Écrivez-y le mot de passe du certificat.");
    }

    private static Option<string> Certificate(string description) =>
        new("--certificat") { Description = description, HelpName = "FICHIER", Required = true };
}

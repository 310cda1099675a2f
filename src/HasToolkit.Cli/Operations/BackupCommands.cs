using System.CommandLine;
using System.IO.Compression;
using System.Text;
using Accounts.Persistence;
using Evaluation.Workflows.Persistence;
using LitReview;

namespace HasToolkit.Cli.Operations;

/// <summary>Keeping everything, taking it up again, and moving it to another database.</summary>
internal sealed class BackupCommands(CliApp app)
{
    public Command Backup()
    {
        var file = new Argument<string>("fichier") { Description = "Fichier à écrire, par exemple sauvegarde.zip.", HelpName = "FICHIER.zip" };
        return app.Does(
            new CliCommand(
                "backup",
                "Sauvegarde tout en un fichier : dossiers, commentaires, revues, comptes, pièces.\n\n"
                + "Les pages peuvent rester ouvertes. Ce qui se refait (schémas, index de recherche) n’y est pas, ni les fichiers de "
                + "commentaires que personne n’a encore confirmés. Gardez le fichier comme les données : il contient des données personnelles.",
                "has backup sauvegarde-2026-11-29.zip")
            { file },
            async run =>
            {
                var path = run.Get(file);
                if (File.Exists(path))
                    throw new InputException($"« {path} » existe déjà. Donnez un autre nom : une sauvegarde n’en remplace pas une autre.");
                using var parts = await StoredParts.OpenAsync(run.DataFolder, run.Connection, run.Stop);
                var manifest = await OutputFile.WriteAsync(
                    path, stream => BackupFile.WriteAsync(parts, run.DataFolder, stream, run.Now, run.Stop));
                Answer(run, manifest, $"Sauvegardé dans « {path} »", "Essayez-la : has restore FICHIER.zip --donnees UN-DOSSIER-VIDE");
                return ExitCodes.Ok;
            });
    }

    public Command Restore()
    {
        var file = new Argument<string>("fichier") { Description = "Fichier écrit par « has backup ».", HelpName = "FICHIER.zip" };
        return app.Does(
            new CliCommand(
                "restore",
                "Reprend une sauvegarde dans un dossier vide et une base vide, et vérifie que tout y est.\n\n"
                + "Avec --base, les tables vont dans PostgreSQL : c’est aussi la façon de passer d’une machine à plusieurs.",
                "has restore sauvegarde.zip --donnees ./reprise",
                "has restore sauvegarde.zip --donnees ./reprise --base \"Host=…;Database=…\"")
            { file },
            async run =>
            {
                var path = run.Get(file);
                if (!File.Exists(path))
                    throw new InputException($"Fichier introuvable : « {path} » n’existe pas. Vérifiez le chemin.");
                await using var stream = File.OpenRead(path);
                await using var zip = await OpenAsync(stream, path, run.Stop);
                var manifest = await BackupFile.ManifestAsync(zip, path, run.Stop);
                if (await BackupFile.FirstFaultAsync(zip, manifest, run.Stop) is { } fault)
                    throw new RefusedFileException($"La sauvegarde « {path} » ne se vérifie pas : {fault}. Rien n’est repris. Prenez une autre copie du fichier.");

                if (Directory.Exists(run.DataFolder) && BackupFile.FilesOf(run.DataFolder).FirstOrDefault() is { } already)
                    throw NotEmpty($"le dossier « {run.DataFolder} » contient « {already} »");
                using var parts = await StoredParts.OpenAsync(run.DataFolder, run.Connection, run.Stop);
                await FillAsync(parts, manifest.Parts, (part, table) => BackupFile.TableLinesAsync(zip, part, table, run.Stop), run.Stop);
                await BackupFile.FilesAsync(zip, manifest, run.DataFolder, run.Stop);
                await VerifyAsync(parts, run.DataFolder, run.Connection, run.Stop);
                Answer(run, manifest, $"Repris dans « {run.DataFolder} », et vérifié", null);
                return ExitCodes.Ok;
            });
    }

    public Command Transfer()
    {
        var target = new Option<string>("--vers") { Description = "Connexion PostgreSQL d’une base vide.", HelpName = "CONNEXION", Required = true };
        return app.Does(
            new CliCommand(
                "transfer",
                "Copie les tables vers une base PostgreSQL vide, et vérifie que tout y est.\n\n"
                + "Arrêtez d’abord les pages. Les fichiers (pièces, textes intégraux) restent dans le dossier des données, et la base de "
                + "départ reste telle quelle.",
                "has transfer --vers \"Host=serveur;Database=has;Username=has\"")
            { target },
            async run =>
            {
                using var from = await StoredParts.OpenAsync(run.DataFolder, run.Connection, run.Stop);
                using var to = await StoredParts.OpenAsync(run.DataFolder, run.Get(target), run.Stop);
                if (to.IsSqlite)
                    throw new InputException("--vers attend une connexion PostgreSQL : « Host=…;Database=… ».");

                var copied = new List<BackedPart>();
                foreach (var part in from.All)
                {
                    await using var source = await part.ConnectAsync(run.Stop);
                    await TableCopy.FreezeAsync(source, from.IsSqlite, run.Stop);
                    var tables = new List<BackedTable>();
                    foreach (var table in part.Tables)
                    {
                        var mark = await TableCopy.MarkAsync(source, table, run.Stop);
                        tables.Add(new BackedTable(table, mark.Rows, mark.Sum, ""));
                    }

                    copied.Add(new BackedPart(part.Name, await StoredParts.SchemaAsync(part, source, run.Stop), tables));
                    await FillAsync(to, [copied[^1]], (_, table) => TableCopy.ReadAsync(source, table, new TableMark(), run.Stop), run.Stop, isFirst: copied.Count == 1);
                }

                await VerifyAsync(to, run.DataFolder, run.Get(target), run.Stop);
                Answer(
                    run, new BackupManifest(BackupFile.Format, BackupFile.FormatVersion, BackupFile.ProgramVersion, run.Now, copied, []), "Copié, et vérifié",
                    "Donnez la même connexion aux pages (Has:Connection) et aux commandes (--base ou HAS_BASE).");
                return ExitCodes.Ok;
            });
    }

    // Each part in one transaction: it is there whole, or not at all.
    private static async Task FillAsync(
        StoredParts target, IReadOnlyList<BackedPart> backed, Func<string, string, IAsyncEnumerable<string>> lines, CancellationToken stop,
        bool isFirst = true)
    {
        if (isFirst && await target.FirstFilledAsync(stop) is { } filled)
            throw NotEmpty($"la table « {filled.Table} » a déjà {French.Count(filled.Rows, "ligne", "lignes")}");
        foreach (var from in backed)
        {
            var part = target.All.FirstOrDefault(known => known.Name == from.Name)
                ?? throw new RefusedFileException($"La sauvegarde parle d’une partie « {from.Name} » que ce programme ne connaît pas. Installez une version plus récente.");
            await using var connection = await part.ConnectAsync(stop);
            var known = await StoredParts.SchemaAsync(part, connection, stop);
            if (from.Schema > known)
            {
                throw new RefusedFileException(
                    $"Les tables de « {from.Name} » sont en version {from.Schema} ; ce programme connaît les versions jusqu’à {known}. Installez une version plus récente.");
            }

            await TableCopy.RunAsync(connection, "BEGIN", stop);
            foreach (var table in from.Tables)
            {
                if (!part.Tables.Contains(table.Name))
                    throw new RefusedFileException($"La sauvegarde a une table « {table.Name} » que ce programme ne connaît pas. Installez une version plus récente.");
                await TableCopy.WriteAsync(connection, table.Name, lines(from.Name, table.Name), stop);
                var mark = await TableCopy.MarkAsync(connection, table.Name, stop);
                // Under a newer schema a table may have columns that the backup has not.
                if (mark.Rows != table.Rows || (from.Schema == known && table.Sum.Length > 0 && mark.Sum != table.Sum))
                {
                    throw new RefusedFileException(
                        $"La table « {table.Name} » n’a pas été reprise à l’identique : {table.Rows} lignes attendues, {mark.Rows} écrites. "
                        + "Rien de cette partie n’est gardé. Vérifiez la place sur le disque et l’encodage de la base (UTF-8), puis recommencez.");
                }
            }

            await TableCopy.RunAsync(connection, "COMMIT", stop);
        }
    }

    private static async Task VerifyAsync(StoredParts parts, string folder, string? connection, CancellationToken stop)
    {
        using var reviews = await LitReviewServices.OpenAsync(folder, connection, cancellationToken: stop);
        var ledger = await new LedgerAudit(parts.Ledger).VerifyAsync(cancellationToken: stop);
        var beside = await ChainsBeside.VerifyAsync(reviews, new AccountQueries(parts.Accounts), stop);
        if (ledger.Faults.Concat(beside.Faults).FirstOrDefault() is { } fault)
            throw new RefusedFileException($"Après la reprise, la chaîne de {fault.Stream} ne tient pas à l’événement {fault.Sequence} : {fault.Problem}.");
    }

    private static async Task<ZipArchive> OpenAsync(Stream stream, string path, CancellationToken stop)
    {
        try
        {
            return await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8, stop);
        }
        catch (InvalidDataException)
        {
            throw new InputException($"« {path} » n’est pas une archive ZIP. Donnez un fichier écrit par « has backup ».");
        }
    }

    private static void Answer(Run run, BackupManifest manifest, string done, string? next)
    {
        if (run.WantsJson)
            run.Terminal.Json(manifest);
        run.Terminal.Done(
            $"{done} : {string.Join(", ", manifest.Parts.Select(part => $"{part.Name} {French.Count(part.Tables.Sum(table => table.Rows), "ligne", "lignes")}"))}"
            + (manifest.Files.Count > 0 ? $", {French.Count(manifest.Files.Count, "fichier", "fichiers")}." : "."));
        if (next is not null)
            run.Terminal.Say("  " + next);
    }

    private static RefusedFileException NotEmpty(string what) => new(
        $"La place n’est pas vide : {what}. Donnez un dossier vide (--donnees) et, pour PostgreSQL, une base vide (--base).");
}

using System.CommandLine;
using System.Globalization;
using LitReview.Citations;
using LitReview.Deduplication;

namespace HasToolkit.Cli.LitReview;

/// <summary>Finds the references that are one document, and measures how well that is done.</summary>
internal sealed class DuplicateCommands(CliApp app)
{
    private const int ShownPairs = 10;

    private readonly Argument<string[]> _files = new("FICHIER")
    {
        Description = "Exports de références, reconnus à leur contenu.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Argument<string> _file = new("FICHIER")
    {
        Description = "Tableau de références (CSV, CSV.gz, XLSX) dont une colonne dit quels sont les doublons.",
    };

    private readonly Option<string> _output = new("--output")
    {
        Description = "Où écrire les documents, un par groupe ; la fin du nom dit le format : .ris, .csv, .xlsx, .bib ou .json.",
        HelpName = "FICHIER",
        Required = true,
    };

    private readonly Option<string> _pairs = new("--pairs")
    {
        Description = "Où écrire les paires (CSV) : d’abord les douteuses, puis les liées, avec leur raison. Remplissez « decision » (oui, non).",
        HelpName = "FICHIER",
    };

    private readonly Option<string> _decisions = new("--decisions")
    {
        Description = "Paires décidées : le fichier de --pairs, sa colonne « decision » remplie. Une décision l’emporte sur toute règle.",
        HelpName = "FICHIER",
    };

    private readonly Option<string> _truth = new("--truth")
    {
        Description = "Colonne de la vérité : 1 pour chaque référence d’un groupe de doublons, celle à garder comprise ; ou le nom du groupe.",
        HelpName = "COLONNE",
        Required = true,
    };

    public Command Dedupe() => app.Does(
        new CliCommand(
            "dedupe", "Lie les références qui sont un même document. Rien n’est supprimé : chaque source reste, et se délie.",
            "has litreview dedupe embase.ris pubmed.nbib --output documents.ris --pairs paires.csv",
            "has litreview dedupe embase.ris pubmed.nbib --output documents.ris --decisions paires.csv")
        {
            _files, _output, _pairs, _decisions,
        },
        DedupeAsync);

    public Command Score() => app.Does(
        new CliCommand(
            "dedupe-score",
            "Mesure le repérage des doublons sur des références dont la vérité est connue.\n\n"
            + "Sensibilité : part des références marquées doublons qui sont liées à une autre. Spécificité : part des autres qui restent seules.",
            "has litreview dedupe-score references.csv.gz --truth is_duplicate")
        {
            _file, _truth,
        },
        run => Task.FromResult(Score(run)));

    private async Task<int> DedupeAsync(Run run)
    {
        var (path, format) = CitationInput.Output(run.Get(_output)!);
        var input = new CitationInput(run, run.Get(_files));
        var decisions = run.Text(_decisions) is { } decided ? DuplicatePairs.ReadDecisions(decided) : [];
        var finder = new DuplicateFinder();
        var titles = new List<string>();
        foreach (var citation in input.ReadAll())
        {
            finder.Add(citation);
            titles.Add(DuplicatePairs.Told(citation));
        }

        var problems = input.Problems.ToList();
        var report = finder.Find(decisions, run.Stop);
        await OutputFile.WriteAsync(
            path, stream => Task.Run(() => CitationExport.Write(Documents(input.ReadAll(), report), format, stream),
                run.Stop));
        if (run.Text(_pairs) is { } pairs)
        {
            await OutputFile.WriteAsync(pairs, stream =>
                DuplicatePairs.WriteAsync(stream, report, finder, titles, run.Stop));
        }

        Show(run, report, titles);
        var code = CitationInput.Tell(run, problems);
        run.Terminal.Done($"{French.Count(report.Documents, "document écrit", "documents écrits")} dans « {path} ».");
        return code;
    }

    // The references come again from their files, so that only the groups in progress are held.
    private static IEnumerable<Citation> Documents(IEnumerable<Citation> citations, DuplicateReport report)
    {
        var groupOf = report.Groups.SelectMany(group => group.Select(member => (member, group)))
            .ToDictionary(pair => pair.member, pair => pair.group);
        var waiting = new Dictionary<int, List<Citation>>();
        var place = 0;
        foreach (var citation in citations)
        {
            if (!groupOf.TryGetValue(place++, out var group))
            {
                yield return citation;
                continue;
            }

            if (!waiting.TryGetValue(group[0], out var members))
                waiting[group[0]] = members = [];
            members.Add(citation);
            if (members.Count < group.Count)
                continue;
            waiting.Remove(group[0]);
            yield return Merged(MergedCitation.Of(members));
        }
    }

    // Where each document was found stays readable in every program.
    private static Citation Merged(MergedCitation merged)
    {
        var sources = merged.Sources.Select(source =>
            $"{source.Provider ?? source.Format} ({source.File}, n° {source.Ordinal})");
        string[] notes = merged.LabelsDisagree
            ? [$"Sources : {string.Join(" ; ", sources)}", "Étiquettes contraires dans les sources."]
            : [$"Sources : {string.Join(" ; ", sources)}"];
        return merged.View with { Notes = [.. merged.View.Notes, .. notes] };
    }

    private static void Show(Run run, DuplicateReport report, IReadOnlyList<string> titles)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                report.Records,
                report.Documents,
                report.Duplicates,
                Groups = report.Groups.Select(group => group.Select(place => place + 1)),
                Doubts = report.Doubts.Select(pair =>
                    new { First = pair.First + 1, Second = pair.Second + 1, pair.Probability, pair.Reason }),
                Sources = report.Sources,
            });
            return;
        }

        var table = Layout.Table("Source", ">!Références", ">!Doublons", ">!Restent");
        foreach (var source in report.Sources)
        {
            table.With(source.Source, French.Number(source.Records), French.Number(source.Duplicates),
                French.Number(source.Left));
        }

        if (report.Sources.Count > 1)
        {
            table.With("total", French.Number(report.Records), French.Number(report.Duplicates),
                French.Number(report.Documents));
        }

        run.Terminal.Show(table);
        if (report.Doubts.Count == 0)
            return;
        run.Terminal.Show(Layout.Heading(
            $"{French.Count(report.Doubts.Count, "paire à trancher", "paires à trancher")}, la plus douteuse d’abord"));
        foreach (var pair in report.Doubts.Take(ShownPairs))
        {
            run.Terminal.Show(Layout.Indented(
                $"{pair.Probability.ToString("P0", CultureInfo.CurrentCulture)} — {pair.Reason}"));
            run.Terminal.Show(Layout.Indented(titles[pair.First], 6));
            run.Terminal.Show(Layout.Indented(titles[pair.Second], 6));
        }
    }

    private int Score(Run run)
    {
        var path = run.Get(_file);
        using var stream = File.OpenRead(path);
        var set = LabelledDuplicates.Read(stream, path, run.Get(_truth)!);
        var finder = new DuplicateFinder();
        foreach (var citation in set.Citations)
            finder.Add(citation);
        var report = finder.Find(cancellationToken: run.Stop);
        var score = set.Score(report);
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                score.Records,
                TrueDuplicates = score.TruePositives + score.FalseNegatives,
                score.Sensitivity,
                score.Specificity,
                FalseMerges = score.FalsePositives,
                Missed = score.FalseNegatives,
                MergesOfDifferentDois = score.DifferentDois,
                Groups = report.Groups.Count,
                Doubts = report.Doubts.Count,
                FalseMergedRecords = score.FalseMerges.Select(place => place + 1),
                MissedRecords = score.Missed.Select(place => place + 1),
            });
            return ExitCodes.Ok;
        }

        run.Terminal.Show(Layout.Pairs(
            ("Références", French.Number(score.Records)),
            ("Doublons vrais", French.Number(score.TruePositives + score.FalseNegatives)),
            ("Sensibilité", Share(score.Sensitivity)),
            ("Spécificité", Share(score.Specificity)),
            ("Liées à tort", French.Number(score.FalsePositives)),
            ("Manquées", French.Number(score.FalseNegatives)),
            ("Liées malgré deux DOI", French.Number(score.DifferentDois)),
            ("Groupes", French.Number(report.Groups.Count)),
            ("Paires à trancher", French.Number(report.Doubts.Count))));
        return ExitCodes.Ok;
    }

    private static string Share(double share) =>
        double.IsNaN(share) ? "sans objet" : share.ToString("0.0000", CultureInfo.CurrentCulture);
}

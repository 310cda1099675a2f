using System.CommandLine;
using Evaluation.Workflows;
using Evaluation.Workflows.Replay;

namespace HasToolkit.Cli.Evaluation;

/// <summary>Plays real, dated cases through the same rules as any dossier.</summary>
internal sealed class ReplayCommands(CliApp app)
{
    private static readonly (string Title, CaseMoment Moment)[] Moments =
    [
        ("Dépôt", CaseMoment.Filed), ("Examen", CaseMoment.Examined), ("Projet", CaseMoment.Drafted),
        ("Contrad.", CaseMoment.Contradictory), ("Avis", CaseMoment.Given), ("En ligne", CaseMoment.Published),
        ("Arrêté", CaseMoment.Decreed),
    ];

    public Command Replay()
    {
        var names = new Argument<string[]>("CAS")
        {
            Description = "Cas fournis, fichiers JSON ou dossiers de fichiers ; sans eux, tous les cas fournis.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var keep = new Option<bool>("--garder")
        {
            Description = "Garde les dossiers rejoués dans le registre ; sinon ils passent par un registre éphémère.",
        };
        var detail = new Option<bool>("--detail") { Description = "Montre aussi chaque étape de chaque cas." };
        return app.Does(
            new CliCommand(
                "replay", "Rejoue des cas réels datés, sous le droit de leurs dates.", "has dossier replay diabeo-2016 ./mes-cas")
            {
                names, keep, detail,
            },
            run => ReplayAsync(run, run.Get(names), run.Get(keep), run.Get(detail)));
    }

    private static async Task<int> ReplayAsync(Run run, string[] names, bool keep, bool wantsDetail)
    {
        var (cases, unread) = await ReadAsync(run, names);
        var reports = keep
            ? await PlayAsync(run, await run.LedgerAsync(), cases)
            : await PlayApartAsync(run, cases);
        if (run.WantsJson)
            run.Terminal.Json(new { Cases = reports.Select(Data), Unread = unread });
        else
            ShowAll(run, reports, wantsDetail || (reports.Count == 1 && names.Length == 1));

        foreach (var problem in unread)
            run.Terminal.Fail(problem);
        return unread.Count > 0
            ? reports.Count > 0 ? ExitCodes.Partial : ExitCodes.Usage
            : reports.Any(report => report.Findings.Count > 0) ? ExitCodes.Findings : ExitCodes.Ok;
    }

    // A file that cannot be read stops none of the others.
    private static async Task<(List<RealCase> Cases, List<string> Unread)> ReadAsync(Run run, string[] names)
    {
        var known = RealCase.Known();
        if (names.Length == 0)
            return ([.. known], []);

        var (cases, unread) = (new List<RealCase>(), new List<string>());
        foreach (var name in names)
        {
            if (known.FirstOrDefault(one => one.Id == name) is { } found)
            {
                cases.Add(found);
                continue;
            }

            var files = Directory.Exists(name)
                ? Directory.EnumerateFiles(name, "*.json").Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal).ToList()
                : File.Exists(name) ? [name] : new List<string>();
            if (files.Count == 0)
            {
                unread.Add($"« {name} » n’est ni un cas fourni, ni un fichier, ni un dossier de fichiers JSON. "
                    + $"Cas fournis : {string.Join(", ", known.Select(one => one.Id))}.");
            }

            foreach (var file in files)
            {
                try
                {
                    cases.Add(RealCase.Read(await File.ReadAllTextAsync(file, run.Stop), Path.GetFileName(file)));
                }
                catch (InvalidDataException e)
                {
                    unread.Add(e.Message);
                }
            }
        }

        return (cases, unread);
    }

    private static async Task<List<ReplayReport>> PlayApartAsync(Run run, List<RealCase> cases)
    {
        var folder = Directory.CreateTempSubdirectory("has-replay-").FullName;
        try
        {
            using var services = await EvaluationServices.OpenAsync(folder, cancellationToken: run.Stop);
            return await PlayAsync(run, services, cases);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<ReplayReport>> PlayAsync(Run run, EvaluationServices services, List<RealCase> cases)
    {
        var replay = new CaseReplay(services.Desk, services.Queries, services.Procedures);
        return await run.Terminal.WithProgressAsync("Cas rejoués", cases.Count, async progress =>
        {
            var reports = new List<ReplayReport>();
            foreach (var realCase in cases)
            {
                reports.Add(await replay.RunAsync(realCase, run.Stop));
                progress.Report(reports.Count);
            }

            return reports;
        });
    }

    private static object Data(ReplayReport report) => new
    {
        report.Case.Id,
        report.Case.Device,
        report.Case.Procedure,
        report.Case.Request,
        Reference = report.Dossier?.Value,
        report.Moves,
        Limits = report.Limits.Select(limit => new
        {
            limit.Reading.Limit.Id,
            limit.Reading.State,
            limit.Reading.StartedOn,
            limit.Reading.EndedOn,
            limit.Reading.DueOn,
            limit.Reading.DaysUsed,
            limit.Reading.DaysStopped,
            limit.Reading.Stops,
            Period = limit.Reading.Law.Period,
            Law = limit.Reading.Law.Source.ToString(),
            limit.Reading.Law.EffectiveFrom,
            limit.IsMeasured,
        }),
        report.Intervals,
        report.Conclusions,
        report.Warnings,
        report.Findings,
    };

    private static void ShowAll(Run run, List<ReplayReport> reports, bool wantsDetail)
    {
        if (reports.Count == 0)
            return;
        run.Terminal.Show(Layout.Heading("Dates"));
        var dates = Layout.Table(["Cas", .. Moments.Select(moment => "!" + moment.Title)]);
        foreach (var report in reports)
            dates.With([report.Case.Device, .. Moments.Select(moment => DateOf(report.Case, moment.Moment))]);
        run.Terminal.Show(dates);

        run.Terminal.Show(Layout.Heading("Délais et arrêts"));
        var limits = Layout.Table("Cas", "Délai", "!Limite", ">Jours", ">Arrêts", "État");
        foreach (var report in reports)
        {
            foreach (var (reading, _) in report.Limits.Where(limit => limit.IsMeasured))
            {
                limits.With(
                    report.Case.Device, reading.Limit.Title, $"{reading.Law.Period} [{reading.Law.Source.Mark}]",
                    French.Number(reading.DaysUsed), French.Number(reading.DaysStopped), DossierView.StateOf(reading.State));
            }
        }

        run.Terminal.Show(limits);
        var unmeasured = reports.Sum(report => report.Limits.Count(limit => !limit.IsMeasured));
        run.Terminal.Show(Layout.Indented(
            $"{French.Count(unmeasured, "délai", "délais")} sans mesure possible : les sources n’en donnent pas les dates."));
        run.Terminal.Show(Layout.Heading("Conclusions"));
        var conclusions = Layout.Table("Cas", "Conclusion");
        foreach (var report in reports)
            conclusions.With(report.Case.Device, report.Conclusions.Count > 0 ? string.Join("\n", report.Conclusions) : "non trouvée");
        run.Terminal.Show(conclusions);

        Lines(run, "Durées", reports.SelectMany(report => report.Intervals.Select(interval =>
            $"{report.Case.Device}, {interval.Title} : {French.Count(interval.Days, "jour")}{(interval.IsExact ? "" : " environ")}")));
        Lines(run, "À regarder", reports.SelectMany(report => report.Warnings.Select(warning => $"{report.Case.Device} : {warning}")));
        Lines(run, "Ce que nos règles n’expriment pas", reports.SelectMany(report =>
            report.Findings.Select(finding => $"{report.Case.Device} : {finding}")));
        foreach (var report in wantsDetail ? reports : [])
            ShowMoves(run, report);
        run.Terminal.Done(French.Count(reports.Count(report => report.Dossier is not null), "cas rejoué", "cas rejoués")
            + $" sur {French.Number(reports.Count)}.");
    }

    private static void ShowMoves(Run run, ReplayReport report)
    {
        if (report.Moves.Count == 0)
            return;
        run.Terminal.Show(Layout.Heading($"{report.Case.Device} → {report.Dossier}"));
        var moves = Layout.Table("!Date", "Étape", "Issue", "Date connue ?");
        foreach (var move in report.Moves)
            moves.With(French.ShortDay(move.On), move.Title, move.Outcome, BasisOf(move.Basis));
        run.Terminal.Show(moves);
        foreach (var limit in report.Limits.Where(limit => limit.IsMeasured))
        {
            run.Terminal.Show(Layout.Indented(limit.Reading.Limit.Title, by: 0));
            foreach (var line in limit.Reading.Explanation)
                run.Terminal.Show(Layout.Indented(line));
        }
    }

    private static string DateOf(RealCase realCase, CaseMoment moment) =>
        realCase.Dates.TryGetValue(moment, out var date)
            ? date.On.ToString(date.IsExact ? "dd/MM/yy" : "MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)
            : "";

    private static void Lines(Run run, string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        run.Terminal.Show(Layout.Heading(heading));
        foreach (var line in all)
            run.Terminal.Show(Layout.Indented(line));
    }

    private static string BasisOf(DateBasis basis) => basis switch
    {
        DateBasis.Known => "oui",
        DateBasis.KnownMonth => "le mois",
        DateBasis.FromEarlier => "non, au plus tôt",
        DateBasis.FromLater => "non",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "Unknown basis."),
    };
}

using System.CommandLine;
using Evaluation.Workflows.Replay;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>Plays real, dated cases through the same rules as any dossier.</summary>
internal sealed class ReplayCommands(CliApp app)
{
    public Command Replay()
    {
        var name = new Argument<string?>("CAS") { Description = "Cas fourni, ou fichier JSON ; sans lui, liste les cas fournis.", Arity = ArgumentArity.ZeroOrOne };
        return app.Does(
            new CliCommand("replay", "Rejoue un dossier ancien, sous le droit de ses dates.", "has dossier replay diabeo-2016") { name },
            async run =>
            {
                if (run.Get(name) is not { } wanted)
                {
                    ListCases(run);
                    return ExitCodes.Ok;
                }

                var realCase = RealCase.Known().FirstOrDefault(known => known.Id == wanted)
                    ?? (File.Exists(wanted)
                        ? RealCase.Read(await File.ReadAllTextAsync(wanted, run.Stop), Path.GetFileName(wanted))
                        : throw new InputException($"« {wanted} » n’est ni un cas fourni, ni un fichier. « has dossier replay » liste les cas."));
                var services = await run.LedgerAsync();
                var report = await new CaseReplay(services.Desk, services.Queries, services.Procedures).RunAsync(realCase, run.Stop);
                Show(run, report);
                return report.Findings.Count > 0 ? ExitCodes.Findings : ExitCodes.Ok;
            });
    }

    private static void ListCases(Run run)
    {
        var known = RealCase.Known();
        if (run.WantsJson)
        {
            run.Terminal.Json(new { Cases = known.Select(c => new { c.Id, c.Device, c.Applicant, c.Procedure, c.Request }) });
            return;
        }

        var table = Layout.Table("!Cas", "Dispositif", "Demandeur", "!Demande");
        foreach (var realCase in known)
            table.With(realCase.Id, realCase.Device, realCase.Applicant, realCase.Request);
        run.Terminal.Show(table);
    }

    private static void Show(Run run, ReplayReport report)
    {
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Case = report.Case.Id,
                Reference = report.Dossier?.Value,
                report.Moves,
                Limits = report.Limits.Select(limit => new
                {
                    limit.Reading.Limit.Id,
                    limit.Reading.State,
                    limit.Reading.StartedOn,
                    limit.Reading.EndedOn,
                    limit.Reading.DueOn,
                    limit.IsMeasured,
                }),
                report.Intervals,
                report.Conclusions,
                report.Warnings,
                report.Findings,
            });
            return;
        }

        run.Terminal.Line($"[bold]{report.Case.Device.EscapeMarkup()} ({report.Case.Applicant.EscapeMarkup()})[/] "
            + (report.Dossier is { } id ? $"→ {id}" : "procédure non décrite : non rejoué").EscapeMarkup());
        if (report.Moves.Count > 0)
        {
            var moves = Layout.Table("!Date", "Étape", "Issue", "Date connue ?");
            foreach (var move in report.Moves)
                moves.With(French.ShortDay(move.On), move.Title, move.Outcome, BasisOf(move.Basis));
            run.Terminal.Show(moves);
        }

        Lines(run, "Durées", report.Intervals.Select(interval => $"{interval.Title} : {French.Count(interval.Days, "jour")}{(interval.IsExact ? "" : " environ")}"));
        Lines(run, "Délais", report.Limits.Select(limit => $"{limit.Reading.Limit.Title} : {DossierView.StateOf(limit.Reading.State)}"
            + $", échéance {French.Day(limit.Reading.DueOn)}{(limit.IsMeasured ? "" : " (dates trop peu connues pour conclure)")}"));
        Lines(run, "Conclusions", report.Conclusions);
        Lines(run, "À regarder", report.Warnings);
        Lines(run, "Ce que les règles n’expriment pas", report.Findings);
    }

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

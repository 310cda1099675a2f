using System.CommandLine;
using System.Globalization;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Foresight;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>What is counted over all dossiers: delays, forecast, observatory.</summary>
internal sealed class OverviewCommands(CliApp app)
{
    private static readonly (string Word, DeviceKind Value)[] Kinds =
        [.. DeviceKinds.Every.Select(entry => (entry.Key, entry.Kind))];

    public IEnumerable<Command> All() => [Delays(), new DutyCommand(app).Duties(), Foresee(), Observe()];

    /// <summary>The options that say which dossiers are counted.</summary>
    internal sealed class Choice
    {
        public Option<string> Procedure { get; } = new("--procedure") { Description = "Procédure ; toutes sinon.", HelpName = "ID" };

        public Option<string> Kind { get; } = new("--genre") { Description = "Genre de dispositif : ia, numerique, autre.", HelpName = "GENRE" };

        public Option<string> From { get; } = new("--de") { Description = "Dossiers ouverts à partir de ce jour.", HelpName = "AAAA-MM-JJ" };

        public Option<string> Until { get; } = new("--a") { Description = "Dossiers ouverts jusqu’à ce jour.", HelpName = "AAAA-MM-JJ" };

        public Option<bool> Historical { get; } = new("--anciens") { Description = "Compte aussi les dossiers repris." };

        public Command AddTo(Command command)
        {
            foreach (var option in new Option[] { Procedure, Kind, From, Until, Historical })
                command.Add(option);
            return command;
        }

        public OverviewFilter Read(Run run)
        {
            var procedure = run.Text(Procedure);
            if (procedure is not null && run.Procedures().Latest(procedure) is null)
                throw ProcedureCommands.Unknown(run.Procedures(), procedure);
            return new OverviewFilter(procedure, run.Day(From), run.Day(Until), run.Word(Kind, Kinds), run.Get(Historical));
        }
    }

    /// <summary>Every dossier, and who reads; a person who works for neither the HAS nor its commission is refused.</summary>
    internal static async Task<(IReadOnlyList<CountedCase> Cases, Person? Reader)> CasesAsync(Run run)
    {
        var reader = await run.ReaderAsync();
        if (reader is not null && !reader.Roles.Any(OverviewReaders.May))
        {
            throw new InputException(
                $"{reader.Name} n’est ni de la HAS ni de sa commission : les chiffres de tous les dossiers diraient ceux d’autres entreprises.");
        }

        return (await (await run.LedgerAsync()).Cases.ReadAsync(run.Stop), reader);
    }

    private Command Delays()
    {
        var choice = new Choice();
        return app.Does(
            choice.AddTo(new CliCommand(
                "delais", "Compte les délais et les attentes de tous les dossiers.", "has dossier delais --procedure lppr-nom-de-marque --genre ia")),
            async run =>
            {
                var (cases, _) = await CasesAsync(run);
                var figures = CaseOverview.Of(cases, choice.Read(run), run.Today);
                if (run.WantsJson)
                    run.Terminal.Json(JsonOf(figures));
                else
                    Show(run.Terminal, figures);
                return ExitCodes.Ok;
            });
    }

    private Command Foresee()
    {
        var months = new Option<int>("--mois") { Description = "Horizon, en mois.", HelpName = "N", DefaultValueFactory = _ => 24 };
        var runs = new Option<int>("--essais") { Description = "Combien de fois l’avenir est joué.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--graine") { Description = "D’où part le hasard.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var arrivals = new Option<string>("--arrivees") { Description = "Nouveaux dossiers par mois (rythme constaté sinon).", HelpName = "N" };
        var capacity = new Option<string[]>("--capacite")
        {
            Description = "Étapes qu’un rôle peut finir par mois : « role=nombre » ; sans limite sinon.",
            HelpName = "RÔLE=N",
        };
        var command = new CliCommand(
            "prevoir", "Prévoit charge et échéances en jouant la suite avec les règles et les durées du registre ; rien n’est écrit.",
            "has dossier prevoir --mois 24 --essais 100 --graine 1 --arrivees 4 --capacite chef-de-projet=30") { months, runs, seed, arrivals, capacity };
        return app.Does(command, async run =>
        {
            var request = new ForesightRequest(
                run.Get(months), run.Get(runs), run.Get(seed), Pace(run.Text(arrivals)), CapacityOf(run.Get(capacity) ?? []));
            if (request.Fault() is { } fault)
                throw new InputException(fault);
            var (cases, reader) = await CasesAsync(run);
            var services = await run.LedgerAsync();
            var deported = cases.Where(one => reader is { } person && one.Dossier.IsDeported(person.Id)).Select(one => one.Dossier.Id).ToHashSet();
            var forecast = CaseForesight.Of(cases, request, services.Procedures.Latest, run.Today, run.Stop).SeenBy(deported.Contains);
            if (run.WantsJson)
                run.Terminal.Json(JsonOf(forecast));
            else
                Show(run.Terminal, forecast);
            return ExitCodes.Ok;
        });
    }

    private Command Observe()
    {
        var choice = new Choice();
        var csv = new Option<bool>("--csv") { Description = "Écrit un tableau CSV, pour un tableur." };
        var command = new CliCommand(
            "observatoire", "Dit ce que sont les dispositifs, leurs preuves, les conclusions et ce qui manque.",
            "has dossier observatoire --genre ia --csv > observatoire.csv") { csv };
        return app.Does(choice.AddTo(command), async run =>
        {
            if (run.WantsJson && run.Get(csv))
                throw new InputException("Choisissez --json ou --csv : la sortie ne peut être les deux.");
            var (cases, reader) = await CasesAsync(run);
            var figures = Observatory.Of(cases, choice.Read(run), (await run.LedgerAsync()).Grids, reader?.Id);
            if (run.WantsJson)
                run.Terminal.Json(figures);
            else if (run.Get(csv))
                run.Terminal.Raw(ObservatoryCsv.Write(figures).TrimEnd('\n', '\r'));
            else
                Show(run.Terminal, figures);
            return ExitCodes.Ok;
        });
    }

    private static double? Pace(string? text)
    {
        if (text is null)
            return null;
        return double.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pace)
            ? pace
            : throw new InputException($"--arrivees : « {text} » n’est pas un nombre. Écrivez par exemple 3,5.");
    }

    private static Dictionary<Role, int> CapacityOf(IReadOnlyList<string> texts)
    {
        var capacity = new Dictionary<Role, int>();
        foreach (var text in texts)
        {
            if (text.Split('=') is not [var key, var number] || Roles.Find(key) is not { } role
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var most))
            {
                throw new InputException(
                    $"--capacite : « {text} » n’est pas « rôle=nombre ». Rôles : {string.Join(", ", Roles.Every.Select(known => known.Key()))}.");
            }

            capacity[role] = most;
        }

        return capacity;
    }

    private static void Show(Terminal terminal, OverviewFigures figures)
    {
        terminal.Show(Layout.Pairs(
            ("Au", French.Day(figures.Today)), ("Dossiers comptés", French.Number(figures.Cases)), ("En cours", French.Number(figures.Open)),
            ("Délai dépassé", French.Number(figures.Overdue)), ("Délai arrêté", French.Number(figures.Stopped))));
        foreach (var procedure in figures.Procedures)
        {
            terminal.Show(Layout.Heading($"{procedure.Procedure.Title}, {French.Count(procedure.Cases, "dossier")}"));
            var limits = Layout.Table("!Délai", ">Tenus", ">Tardifs", ">Courent", ">Arrêtés", ">Dépassés", "Utilisés", "Arrêt", "Reste", "Retard");
            foreach (var limit in procedure.Limits)
            {
                limits.With(
                    limit.Limit.Title, Cell(limit, ClockState.Met), Cell(limit, ClockState.MetLate), Cell(limit, ClockState.Running),
                    Cell(limit, ClockState.Stopped), Cell(limit, ClockState.Overdue), OverviewText.Median(limit.Used),
                    OverviewText.Median(limit.Stopped), OverviewText.Median(limit.Left), OverviewText.Median(limit.Late));
            }

            terminal.Show(limits);
            var steps = Layout.Table("Étape", ">Ouverte", ">Finie", "Attente, médiane [quartiles]");
            foreach (var step in procedure.Steps.Where(step => step.Open + step.Finished > 0))
                steps.With(step.Step.Title, French.Number(step.Open), French.Number(step.Finished), OverviewText.MedianAndQuartiles(step.Wait));
            terminal.Show(steps);
        }
    }

    private static string Cell(LimitFigures limit, ClockState state) => French.Number(limit.In(state));

    private static void Show(Terminal terminal, Forecast forecast)
    {
        foreach (var remark in forecast.Remarks)
            terminal.Say(remark);
        terminal.Show(Layout.Pairs(
            ("Dossiers en cours", French.Number(forecast.OpenNow)), ("Arrivées par mois", Number(forecast.ArrivalsPerMonth)),
            ("Délais dépassés", forecast.Exceeded is { } late ? $"{Percent(late.Median)} [{Percent(late.Low95)} à {Percent(late.High95)}]" : "")));
        terminal.Show(Layout.Heading("Dossiers en cours, fin de mois"));
        var open = Layout.Table("!Mois", ">Médiane", "80 % des essais", "95 % des essais");
        foreach (var (month, band) in forecast.Open)
        {
            open.With(
                month.ToString("MMM yyyy", CultureInfo.GetCultureInfo("fr-FR")), Number(band.Median), $"{Number(band.Low80)} à {Number(band.High80)}",
                $"{Number(band.Low95)} à {Number(band.High95)}");
        }

        terminal.Show(open);
        terminal.Show(Layout.Heading("Étapes finies par mois, au dernier mois"));
        var roles = Layout.Table("Rôle", ">Médiane", "95 % des essais");
        foreach (var role in forecast.Roles)
        {
            var band = role.Months[^1].Band;
            roles.With(role.Role.Title(), Number(band.Median), $"{Number(band.Low95)} à {Number(band.High95)}");
        }

        terminal.Show(roles);
        terminal.Show(Layout.Heading("Fin des dossiers en cours"));
        var ends = Layout.Table("!Dossier", "Produit", "!Médiane", "95 % des essais", ">Délai dépassé");
        foreach (var end in forecast.Ends)
            ends.With(end.Dossier.Value, end.Product, Day(end.Median), $"{Day(end.Low95)} – {Day(end.High95)}", Percent(end.Exceeds));
        terminal.Show(ends);
    }

    private static void Show(Terminal terminal, ObservatoryFigures figures)
    {
        terminal.Show(Layout.Pairs(("Dossiers comptés", French.Number(figures.Cases)), ("Avis rendus", French.Number(figures.Opinions))));
        foreach (var table in figures.Tables.Where(table => table.Lines.Any(line => line.Of > 0)))
        {
            terminal.Show(Layout.Heading(table.Title + (table.IsSmall ? " (effectif faible)" : "")));
            var lines = Layout.Table("Ligne", ">Nombre", ">Sur", ">Part");
            foreach (var line in table.Lines)
                lines.With(line.Label, French.Number(line.Count), French.Number(line.Of), OverviewText.Share(line.Count, line.Of));
            terminal.Show(lines);
        }

        terminal.Say(figures.RegionRemark);
    }

    private static object JsonOf(OverviewFigures figures) => new
    {
        figures.Today,
        figures.Cases,
        figures.Open,
        figures.Stopped,
        figures.Overdue,
        Procedures = figures.Procedures.Select(procedure => new
        {
            procedure.Procedure.Id,
            procedure.Procedure.Version,
            procedure.Cases,
            procedure.Open,
            Steps = procedure.Steps.Select(step => new
            {
                step.Step.Id,
                step.Open,
                step.Finished,
                Wait = Days(step.Wait),
                Outcomes = step.Outcomes.Select(outcome => new { outcome.Outcome.Id, outcome.Count }),
            }),
            Limits = procedure.Limits.Select(limit => new
            {
                limit.Limit.Id,
                limit.Started,
                States = StatesOf(limit.States),
                Used = Days(limit.Used),
                Stopped = Days(limit.Stopped),
                Left = Days(limit.Left),
                Late = Days(limit.Late),
            }),
        }),
        ByProcedure = figures.ByProcedure.Select(JsonOf),
        ByKind = figures.ByKind.Select(JsonOf),
        ByYear = figures.ByYear.Select(JsonOf),
    };

    private static object JsonOf(DelayGroup group) =>
        new { group.Title, group.Cases, States = StatesOf(group.States), Stopped = Days(group.Stopped) };

    private static Dictionary<string, int> StatesOf(IReadOnlyDictionary<ClockState, int> states) =>
        states.OrderBy(pair => pair.Key).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value);

    // Too few days tell the work of one person: their number is said, and nothing else.
    private static object Days(Spread spread) => spread.IsShown
        ? new { spread.Count, spread.LowerQuartile, spread.Median, spread.UpperQuartile }
        : new { spread.Count };

    private static object JsonOf(Forecast forecast) => new
    {
        forecast.Request.Months,
        forecast.Request.Runs,
        forecast.Request.Seed,
        forecast.StartedOn,
        forecast.OpenNow,
        forecast.ArrivalsPerMonth,
        forecast.Open,
        forecast.Phases,
        Roles = forecast.Roles.Select(role => new { Role = role.Role.Key(), role.Months }),
        forecast.Limits,
        forecast.Exceeded,
        Ends = forecast.Ends.Select(end => new
        {
            Dossier = end.Dossier.Value,
            end.Product,
            end.Stage,
            end.Low95,
            end.Low80,
            end.Median,
            end.High80,
            end.High95,
            end.Exceeds,
        }),
        forecast.Waits,
        forecast.Remarks,
    };

    private static string Number(double number) => number.ToString("0.##", CultureInfo.GetCultureInfo("fr-FR"));

    private static string Percent(double share) => share.ToString("0\u202f%", CultureInfo.GetCultureInfo("fr-FR"));

    private static string Day(DateOnly? day) => day is null ? "au-delà" : French.ShortDay(day);
}

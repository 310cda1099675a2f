using System.CommandLine;
using System.Globalization;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Diagrams;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The procedures: what they say, whether a file of one holds, and their diagram.</summary>
internal sealed class ProcedureCommands(CliApp app)
{
    public Command All() =>
        new CliCommand("procedure", "Montre et vérifie les procédures.") { List(), Show(), Check(), Export() };

    public static InputException Unknown(ProcedureLibrary library, string id) => new(
        $"La procédure « {id} » est inconnue ; connues : {string.Join(", ", library.All.Select(known => known.Id).Distinct())}.");

    private static Argument<string> IdArgument() => new("ID")
    {
        Description = "Identifiant ; la dernière version, ou « id@version ».",
    };

    private static Procedure Find(Run run, string text)
    {
        var library = run.Procedures();
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
            return library.Latest(text) ?? throw Unknown(library, text);
        return library.All.FirstOrDefault(known => known.Id == text[..at]
                && known.Version.ToString(CultureInfo.InvariantCulture) == text[(at + 1)..])
            ?? throw Unknown(library, text);
    }

    private Command List() => app.Does(new CliCommand("list", "Liste les procédures et leurs versions.", "has procedure list"), run =>
    {
        var all = run.Procedures().All;
        if (run.WantsJson)
        {
            run.Terminal.Json(
                new
                {
                    Procedures = all.Select(p =>
                        new { p.Id, p.Version, p.Title, p.Sha256, Steps = p.Steps.Count, Limits = p.Limits.Count, Unverified = p.Facts().Count(fact => fact.Source.Confidence == Confidence.Unverified) }),
                });
            return Task.FromResult(ExitCodes.Ok);
        }

        var table = Layout.Table("!Identifiant", ">Version", "Titre", ">Étapes", ">Délais", ">À vérifier", "Empreinte");
        foreach (var p in all)
        {
            table.With(
                p.Id, French.Number(p.Version), p.Title, French.Number(p.Steps.Count), French.Number(p.Limits.Count),
                French.Number(p.Facts().Count(fact => fact.Source.Confidence == Confidence.Unverified)), p.Sha256[..10]);
        }

        run.Terminal.Show(table);
        return Task.FromResult(ExitCodes.Ok);
    });

    private Command Show()
    {
        var id = IdArgument();
        var command = new CliCommand(
            "show", "Montre les étapes et les délais, avec leurs articles.",
            "has procedure show lppr-nom-de-marque") { id };
        return app.Does(command, run =>
        {
            var procedure = Find(run, run.Get(id));
            if (run.WantsJson)
                run.Terminal.Json(procedure with { });
            else
                ShowProcedure(run.Terminal, procedure);
            return Task.FromResult(ExitCodes.Ok);
        });
    }

    private Command Check()
    {
        var file = new Argument<string>("FICHIER") { Description = "Fichier de procédure, JSON." };
        var command = new CliCommand(
            "check", "Vérifie un fichier de procédure et en dit tous les défauts.",
            "has procedure check ./ma-procedure.json") { file };
        return app.Does(command, async run =>
        {
            if (!File.Exists(run.Get(file)))
                throw new InputException($"Le fichier « {run.Get(file)} » n’existe pas.");
            var name = Path.GetFileName(run.Get(file));
            try
            {
                var procedure = ProcedureReader.Read(await File.ReadAllTextAsync(run.Get(file), run.Stop), name);
                if (run.WantsJson)
                {
                    run.Terminal.Json(
                        new
                        {
                            File = name,
                            IsValid = true,
                            procedure.Id,
                            procedure.Version,
                            procedure.Sha256,
                            Faults = Array.Empty<string>(),
                        });
                }

                run.Terminal.Done($"{name} : aucun défaut. {procedure.Title}, version {procedure.Version}, "
                    + $"{French.Count(procedure.Steps.Count, "étape")}, {French.Count(procedure.Limits.Count, "délai")}.");
                return ExitCodes.Ok;
            }
            catch (InvalidDataException e)
            {
                if (run.WantsJson)
                    run.Terminal.Json(new { File = name, IsValid = false, Faults = FaultsOf(e.Message) });
                run.Terminal.Fail(e.Message);
                return ExitCodes.Findings;
            }
        });
    }

    private Command Export()
    {
        var id = IdArgument();
        var format = new Option<string>("--format")
        {
            Description = string.Join(", ", ProcedureFormat.All.Select(known => $"{known.Key} ({known.Title})")) + ".",
            DefaultValueFactory = _ => "bpmn",
        };
        format.AcceptOnlyFromAmong([.. ProcedureFormat.All.Select(known => known.Key)]);
        var output = new Option<string?>("--output") { Description = "Fichier à écrire ; sans lui, la sortie standard." };
        var figures = new Option<bool>("--avec-chiffres")
        {
            Description = "Avec, sur chaque étape, les dossiers ouverts et l’attente médiane du registre ; pour svg.",
        };
        var command = new CliCommand(
            "export", "Écrit le schéma de la procédure pour d’autres outils.",
            "has procedure export lppr-nom-de-marque --format bpmn --output lppr.bpmn",
            "has procedure export lppr-nom-de-marque --format svg --avec-chiffres --output lppr.svg") { id, format, output, figures };
        return app.Does(command, async run =>
        {
            if (run.Get(figures) && run.Get(format) != "svg")
                throw new InputException("Les chiffres ne vont que dans une image : ajoutez --format svg.");
            var procedure = Find(run, run.Get(id));
            var text = run.Get(figures)
                ? await WithFiguresAsync(run, procedure)
                : ProcedureFormat.Find(run.Get(format)!)!.Write(procedure);
            if (run.Get(output) is { } path)
            {
                await File.WriteAllTextAsync(path, text, run.Stop);
                run.Terminal.Done($"{Path.GetFileName(path)} : {French.Count(text.Length, "signe")}.");
                return ExitCodes.Ok;
            }

            foreach (var line in text.TrimEnd('\n').Split('\n'))
                run.Terminal.Raw(line);
            return ExitCodes.Ok;
        });
    }

    private static async Task<string> WithFiguresAsync(Run run, Procedure procedure)
    {
        var (cases, _) = await OverviewCommands.CasesAsync(run);
        var figures = CaseOverview.Of(cases, new OverviewFilter(procedure.Id), run.Today).Of(procedure.Id);
        return figures is null
            ? ProcedureSvg.Write(procedure, [])
            : ProcedureSvg.Write(
                procedure, [.. figures.Steps.Where(step => step.Open > 0).Select(step => step.Step.Id)], OverviewText.Notes(figures));
    }

    // The reader lists faults in its message, one a line.
    private static IEnumerable<string> FaultsOf(string message) => message.Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..]);

    private static void ShowProcedure(Terminal terminal, Procedure procedure)
    {
        terminal.Line($"[bold]{procedure.Title.EscapeMarkup()}[/]");
        terminal.Show(Layout.Pairs(
            ("Identifiant", $"{procedure.Id}, version {procedure.Version}"),
            ("Base légale", procedure.Source.ToString()),
            ("Demandes", string.Join(", ", procedure.Requests.Select(request => request.Id))),
            ("Empreinte", procedure.Sha256)));

        terminal.Show(Layout.Heading("Étapes"));
        var steps = Layout.Table("!Étape", "Titre", "Par", "Issues", "Article");
        foreach (var step in procedure.Steps)
        {
            steps.With(
                step.Id, step.Title + (step.NeedsSession ? " (en séance)" : ""), string.Join(
                    ", ", step.Roles.Select(role => role.Key())),
                string.Join(", ", step.Outcomes.Select(outcome => outcome.Id)), step.Source?.ToString() ?? "");
        }

        terminal.Show(steps);
        terminal.Show(Layout.Heading("Délais"));
        var limits = Layout.Table("Délai", "Durée", "!Depuis le", "Article", "À savoir");
        foreach (var limit in procedure.Limits)
        {
            foreach (var version in limit.Versions)
            {
                limits.With(
                    limit.Title, version.Period.ToString() + (version.Requests.Count > 0 ? $" ({string.Join(", ", version.Requests)})" : ""), French.ShortDay(version.EffectiveFrom),
                    version.Source.ToString(), string.Join(" ", Remarks(procedure, limit, version)));
            }
        }

        terminal.Show(limits);
        ShowConclusions(terminal, procedure);
        ShowDuties(terminal, procedure);
        terminal.Show(Layout.Heading("Pièces"));
        var parts = Layout.Table("!Clé", "Pièce", "Exigée", "Source");
        foreach (var part in procedure.Parts)
            parts.With(part.Id, part.Title, Requirement(part.Required), part.Source.ToString());
        terminal.Show(parts);
        terminal.Show(Layout.Heading("Paramètres"));
        var parameters = Layout.Table("Paramètre", ">Valeur", "Unité", "Source");
        foreach (var parameter in procedure.Parameters)
            parameters.With(parameter.Title, French.Number(parameter.Value), parameter.Unit, parameter.Source.ToString());
        terminal.Show(parameters);
        terminal.Line("[grey]Marques : [[V]] lu dans le texte, [[S]] lu dans une source secondaire, [[M]] non vérifié.[/]");
    }

    private static IEnumerable<string> Remarks(Procedure procedure, Limit limit, LimitVersion version) =>
    [
        .. version.Note is { } note ? [note] : Array.Empty<string>(),
        .. limit.Readings.Select(reading =>
            $"{(procedure.ParameterOf(reading.Parameter).Value == reading.Value ? "Lecture retenue" : "Autre lecture")} : {reading.Title}, {reading.Source}."),
        .. limit.Stops.Select(stop => $"Arrêt : {stop.Reason}, {stop.Source}."),
    ];

    private static void ShowConclusions(Terminal terminal, Procedure procedure)
    {
        terminal.Show(Layout.Heading("Conclusions"));
        var table = Layout.Table("!Demande", "Verdicts", "!Critère", "Question", "Source");
        foreach (var request in procedure.Requests)
        {
            var form = ConclusionForm.Find(request.ConclusionKind)!;
            table.With(request.Id, string.Join(", ", form.Verdicts.Select(verdict => verdict.Id)), "", form.Lead, "");
            foreach (var criterion in form.Criteria)
            {
                table.With(
                    "", "", criterion.Id,
                    criterion.InForceFrom is { } from ? $"{criterion.Title} (depuis le {FrenchCalendar.Write(from)})" : criterion.Title,
                    criterion.Source.ToString());
            }
        }

        terminal.Show(table);
    }

    private static void ShowDuties(Terminal terminal, Procedure procedure)
    {
        if (procedure.Duties.Count == 0)
            return;
        terminal.Show(Layout.Heading("Obligations après la décision"));
        var table = Layout.Table("Obligation", "Par", "Ce qu’il faut faire", "Source");
        foreach (var duty in procedure.Duties)
            table.With(duty.Title, duty.Role.Title(), duty.Hint, duty.Source.ToString());
        terminal.Show(table);
    }

    private static string Requirement(PartRequirement required) => required switch
    {
        PartRequirement.Always => "toujours",
        PartRequirement.WhenDigital => "si numérique",
        PartRequirement.WhenAi => "si apprentissage automatique",
        PartRequirement.Optional => "jamais",
        _ => throw new ArgumentOutOfRangeException(nameof(required), required, "Unknown requirement."),
    };
}

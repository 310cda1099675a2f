using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Spectre.Console;

namespace HasToolkit.Cli.Evaluation;

/// <summary>A dossier on the terminal: what it is, the one thing to do next, then everything else.</summary>
internal sealed class DossierView(
    Run run, DossierFile file, IReadOnlyDictionary<PersonId, string> names, SessionId? nextSession)
{
    private readonly Dossier _dossier = file.Dossier;

    private Terminal Terminal => run.Terminal;

    public void Show(bool withJournal)
    {
        ShowIdentity();
        ShowNext();
        ShowLimits();
        ShowParts();
        ShowConclusions();
        ShowDecisions();
        ShowDuties();
        ShowPeople();
        if (withJournal)
            ShowJournal();
    }

    /// <summary>Every limit with its explanation.</summary>
    public static void ShowClocks(Run run, DossierFile file)
    {
        if (file.Clocks.Count == 0)
        {
            run.Terminal.Say($"Aucun délai légal n’a commencé dans le dossier {file.Dossier.Id}.");
            return;
        }

        foreach (var reading in file.Clocks)
        {
            run.Terminal.Show(Layout.Heading(
                $"{reading.Limit.Title} : {StateOf(reading.State)}{(reading.IsAssumed ? " (dates supposées)" : "")}"));
            foreach (var line in reading.Explanation)
                run.Terminal.Show(Layout.Indented(line));
        }

        run.Terminal.Line();
        run.Terminal.Line(
            "[grey]Marques : [[V]] lu dans le texte, [[S]] lu dans une source secondaire, [[M]] non vérifié.[/]");
    }

    public static string StateOf(ClockState state) => state switch
    {
        ClockState.Running => "en cours",
        ClockState.Stopped => "suspendu",
        ClockState.Overdue => "dépassé",
        ClockState.Met => "respecté",
        ClockState.MetLate => "terminé en retard",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    private void ShowIdentity()
    {
        var opening = _dossier.Opening;
        Terminal.Line($"[bold]{_dossier.Id} · {opening.Product.EscapeMarkup()}[/]");
        Terminal.Show(Layout.Pairs(
            ("Demande", file.Procedure.RequestOf(opening.Request).Title),
            ("Demandeur", opening.Applicant),
            ("Procédure", $"{file.Procedure.Title}, version {file.Procedure.Version}"),
            ("Produit", opening.Description),
            ("Caractères", string.Join(", ", Traits(opening))),
            ("Ouvert le", French.Day(opening.On)),
            ("Étape", _dossier.Closed is { } closed
                ? $"clos le {French.Day(closed.On)} : {closed.Ending}"
                : string.Join(" · ", _dossier.OpenSteps.Select(open => file.Procedure.StepOf(open.Step).Title))),
            ("Retrait", _dossier.Withdrawal is { } withdrawal ? $"demandé le {French.Day(withdrawal.On)} : {withdrawal.Reason}" : ""),
            ("Version", $"{_dossier.Version}, {French.Instant(_dossier.Last.At)} par {Name(_dossier.Last.Person)}")));
    }

    private static IEnumerable<string> Traits(DossierOpened opening) =>
    [
        opening.IsDigital ? "numérique" : "non numérique",
        .. opening.UsesAi ? ["apprentissage automatique"] : Array.Empty<string>(),
        .. opening.IsHistorical ? ["reprise historique"] : Array.Empty<string>(),
    ];

    private void ShowNext()
    {
        var waiting = NextAction.Waiting(_dossier, file.Procedure, file.Clocks);
        if (waiting.Count == 0)
            return;

        var next = waiting[0];
        Terminal.Show(Layout.Heading("Prochaine action"));
        var due = next.DueOn is { } day ? $", avant le {French.Day(day)} inclus ({French.Left(day, run.Today)})" : "";
        var session = next.Session is { } placed ? $", en séance du {French.Day(placed.SessionDate)}" : "";
        Terminal.Show(Layout.Indented(
            $"{next.Step.Title} : {PossibleActs.Who(next.Step, _dossier, names)}{session}{due}", style: new Style(
                decoration: Decoration.Bold)));
        Terminal.Show(Layout.Indented(next.Step.Hint));
        if (PossibleActs.Before(next, file) is { } before)
            Terminal.Show(Layout.Indented(before));
        Terminal.Show(
            Layout.Indented("→ " + PossibleActs.CommandFor(next, file, nextSession), style: new Style(Color.Teal)));
        if (waiting.Count > 1)
        {
            Terminal.Show(Layout.Indented("Aussi ouvert : " + string.Join(" · ", waiting.Skip(1).Select(other =>
                other.Step.Title + (other.DueOn is { } otherDue ? $" ({French.Left(otherDue, run.Today)})" : "")))));
        }
    }

    private void ShowLimits()
    {
        if (file.Clocks.Count == 0)
            return;
        Terminal.Show(Layout.Heading("Délais"));
        var table = Layout.Table("Délai", "État", "!Échéance", "!Reste", "Article");
        foreach (var reading in file.Clocks)
        {
            table.With(
                reading.Limit.Title, StateOf(reading.State), French.ShortDay(reading.DueOn),
                reading.EndedOn is null && reading.DueOn is { } due
                    ? French.ShortLeft(due, run.Today)
                    : "", reading.Law.Source.ToString());
        }

        Terminal.Show(table);
    }

    private void ShowParts()
    {
        Terminal.Show(Layout.Heading(file.MissingParts.Count == 0
            ? "Pièces : toutes les pièces obligatoires sont là"
            : $"Pièces : {French.Count(file.MissingParts.Count, "pièce manque", "pièces manquent")}"));
        var table = Layout.Table("", "!Clé", "Fichier", "!Reçu le");
        foreach (var rule in file.Procedure.Parts)
        {
            var received = _dossier.Parts.Where(part => part.Part == rule.Id).ToList();
            if (file.MissingParts.Contains(rule))
                table.With("✗", rule.Id, $"manque : {rule.Title}", "");
            foreach (var part in received)
            {
                table.With(
                    part.IsSetAside ? "–" : "✓", rule.Id, part.FileName + (part.IsSetAside ? " (écarté)" : ""),
                    French.ShortDay(part.On));
            }
        }

        Terminal.Show(table);
    }

    private void ShowConclusions()
    {
        Terminal.Show(Layout.Heading("Indications et conclusions"));
        var table = Layout.Table("Indication", "Population", "Conclusion", "Comparateur", "Durée");
        foreach (var indication in _dossier.Opening.Indications)
        {
            var conclusion = _dossier.Conclusions.GetValueOrDefault(indication.Id);
            var flat = conclusion is null ? null : ConclusionText.From(conclusion);
            table.With(
                $"{indication.Id} : {indication.Title}", indication.Population, conclusion?.Summary ?? "à conclure",
                flat?.Comparator ?? "", conclusion?.Years is { } years ? French.Count(years, "an") : "");
        }

        Terminal.Show(table);
    }

    private void ShowDecisions()
    {
        Terminal.Show(Layout.Heading("Avis et décisions"));
        Terminal.Show(Layout.Pairs([.. file.Procedure.Authorities.Select(authority => (authority.Title(), DecisionOf(authority)))]));
    }

    private void ShowDuties()
    {
        if (file.Duties.Count == 0)
            return;
        Terminal.Show(Layout.Heading("Obligations à venir"));
        var table = Layout.Table("Obligation", "Par", "!Avant le", "Comment", "Source");
        foreach (var duty in file.Duties)
        {
            table.With(
                duty.Rule.Title, duty.Rule.Role.Title(),
                duty.DoneOn is { } done ? $"fait le {French.ShortDay(done)}" : French.ShortDay(duty.DueOn),
                duty.Explanation, duty.Rule.Source.ToString());
        }

        Terminal.Show(table);
    }

    private string DecisionOf(Authority authority)
    {
        if (_dossier.DecisionOf(authority) is not { } decision)
            return "pas encore";
        var step = file.Procedure.StepOf(decision.Step);
        var outcome = step.FindOutcome(decision.Outcome);
        var fields = string.Join(" ; ", decision.Fields.Select(field =>
            $"{outcome?.Fields.FirstOrDefault(rule => rule.Id == field.Key)?.Title ?? field.Key} : {field.Value}"));
        return $"{outcome?.Title ?? decision.Outcome}, le {French.Day(decision.On)}"
            + (decision.IsAssumed ? " (date supposée)" : "") + (fields.Length > 0 ? $". {fields}" : "");
    }

    private void ShowPeople()
    {
        Terminal.Show(Layout.Heading("Personnes"));
        var assigned = _dossier.Assignments.Select(a => (a.Role.Title(), Name(a.Person))).ToList();
        var deported = _dossier.Deports.Select(deport => ("Déport", $"{Name(deport.Person)} : {deport.Reason}")).ToList();
        Terminal.Show(assigned.Count + deported.Count == 0
            ? Layout.Indented("Aucune désignation, aucun déport.", by: 0)
            : Layout.Pairs([.. assigned, .. deported]));
    }

    private void ShowJournal()
    {
        Terminal.Show(Layout.Heading($"Journal : {French.Count(file.Journal.Count, "événement")}"));
        var table = Layout.Table(">N°", "!Quand", "Qui", "Quoi", "!Empreinte");
        foreach (var recorded in file.Journal)
        {
            var signed = recorded.ToDossierEvent();
            table.With(
                French.Number(recorded.Sequence), French.Instant(signed.At), Name(signed.Person),
                JournalText.TitleOf(signed.Event, file.Procedure, Name, _dossier.Opening)
                + (signed.Event is NoteAdded note ? $" : {note.Text}" : ""), recorded.Hash[..10]);
        }

        Terminal.Show(table);
        if (file.Refusals.Count == 0)
            return;
        Terminal.Show(Layout.Heading($"Refus : {French.Number(file.Refusals.Count)}"));
        var refused = Layout.Table("!Quand", "Qui", "Pourquoi");
        foreach (var refusal in file.Refusals)
            refused.With(French.Instant(refusal.At), Name(refusal.Person), refusal.Message);
        Terminal.Show(refused);
    }

    private string Name(PersonId person) => names.GetValueOrDefault(person, person.Value);
}

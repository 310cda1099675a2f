using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Documents;

/// <summary>The summary of a dossier, the minutes of a session, and the proof of what is not published.</summary>
internal static class ReportDocuments
{
    /// <summary>Two pages for those who must know where a dossier stands.</summary>
    public static WrittenDocument Summary(DocumentCase at)
    {
        var (dossier, opening) = (at.Dossier, at.Dossier.Opening);
        return new WrittenDocument(
            $"Fiche de synthèse : {opening.Product}",
            [
                new TableBlock("Le dossier", ["Rubrique", "Contenu"],
                [
                    ["Produit", new Phrase(opening.Product, at.OpeningSource)],
                    ["Demandeur", new Phrase(opening.Applicant, at.OpeningSource)],
                    ["Demande", new Phrase($"{at.RequestTitle} ({at.Procedure.Title}, version {dossier.ProcedureVersion})", at.OpeningSource)],
                    ["Déposée le", new Phrase(FrenchCalendar.Write(opening.On), at.OpeningSource)],
                    ["Dispositif numérique", opening.IsDigital ? "oui" : "non"],
                    ["Apprentissage automatique", opening.UsesAi ? "oui" : "non"],
                    ["Où en est le dossier", Where(at)],
                    ["Pièces manquantes", Missing(at)],
                ]),
                new HeadingBlock(1, "Conclusions"),
                new TableBlock("Conclusions par indication", ["Indication", "Population", "Conclusion"],
                [
                    .. opening.Indications.Select(indication => new[]
                    {
                        (Phrase)indication.Title, indication.Population.Length > 0 ? indication.Population : Phrase.Missing,
                        dossier.Conclusions.GetValueOrDefault(indication.Id) is { } conclusion
                            ? new Phrase(conclusion.Summary, at.SourceOf<ConclusionRecorded>(recorded => recorded.Indication == indication.Id))
                            : Phrase.Missing,
                    }),
                ]),
                new HeadingBlock(1, "Étapes terminées"),
                dossier.Finished.Count == 0
                    ? TextBlock.Of("Aucune.")
                    : new TableBlock("Étapes terminées, dans l’ordre", ["Étape", "Issue", "Date", "Par"],
                    [
                        .. dossier.Finished.Select(done => new[]
                        {
                            (Phrase)Title(at, done.Step), Outcome(at, done),
                            FrenchCalendar.Write(done.On) + (done.IsAssumed ? " (date supposée)" : ""), at.NameOf(done.Person),
                        }),
                    ]),
                new HeadingBlock(1, "Personnes"),
                new TableBlock("Personnes désignées et déports", ["Personne", "Rôle"],
                [
                    .. dossier.Assignments.Select(one => new[] { (Phrase)at.NameOf(one.Person), one.Role.Title() }),
                    .. dossier.Deports.Select(one => new[] { (Phrase)at.NameOf(one.Person), "Déport : ne prend part à rien sur ce dossier" }),
                    .. dossier.Assignments.Count + dossier.Deports.Count == 0 ? [new[] { (Phrase)"Personne n’est désigné", "" }] : Array.Empty<Phrase[]>(),
                ]),
            ],
            at.Stamp)
        {
            Subtitle = opening.Description.Length > 0 ? opening.Description : null,
            Reference = dossier.Id.Value,
        };
    }

    /// <summary>The minutes of a session as a document.</summary>
    public static WrittenDocument Minutes(CommissionSession session, IEnumerable<Person> people)
    {
        var minutes = Sessions.Minutes.Write(session, people);
        return new WrittenDocument(
            minutes.Title,
            [
                .. minutes.Sections.SelectMany(section => new Block[] { new HeadingBlock(1, section.Heading) }
                    .Concat(section.Lines.Select(line => section.Lines.Count > 1 ? TextBlock.Item(line) : TextBlock.Of(line)))),
            ],
            $"Séance {session.Id}, événement {session.Version}")
        {
            Subtitle = "Commission nationale d’évaluation des dispositifs médicaux et des technologies de santé",
            Status = session.MinutesApprovedOn is null ? "Projet" : null,
            Reference = session.Id.Value,
        };
    }

    /// <summary>What the minutes of all sessions say of one dossier, and of no other.</summary>
    public static WrittenDocument Extract(DocumentCase at)
    {
        var dossier = at.Dossier;
        var blocks = new List<Block>();
        foreach (var (sequence, done) in dossier.Deliberations)
        {
            var step = dossier.Finished.FirstOrDefault(finished => finished.Step == done.Step && finished.Sequence > sequence);
            blocks.Add(new HeadingBlock(1, $"{Title(at, done.Step)}, séance du {FrenchCalendar.Write(done.On)}"));
            blocks.Add(new TableBlock($"Délibération, séance {done.Session}", ["Rubrique", "Contenu"],
            [
                ["Membres ayant pris part", new Phrase(string.Join(", ", done.Voters.Select(at.NameOf)), at.SourceOf(sequence))],
                ["Quorum", $"{done.Quorum} requis, {done.Voters.Count} présents pour ce point"],
                ["Déontologie", done.Deported.Count == 0
                    ? "aucun déport parmi les présents"
                    : $"déport, ni débat ni vote : {string.Join(", ", done.Deported.Select(at.NameOf))}"],
                ["Décision", step is null ? Phrase.Missing : new Phrase(Outcome(at, step), at.SourceOf(step.Sequence))],
                ["Relevé de vote", done.Vote is { } vote ? vote.ToString() : "sans vote"],
            ]));
        }

        return new WrittenDocument($"Extrait de procès-verbal : {dossier.Opening.Product}", blocks, at.Stamp)
        {
            Subtitle = at.Procedure.Title,
            Reference = dossier.Id.Value,
        };
    }

    /// <summary>What proves that the published opinion is the adopted one, less the passages on the list.</summary>
    /// <param name="at">The dossier.</param>
    /// <param name="hidden">The passages.</param>
    /// <param name="full">SHA-256 of the whole opinion, as a Word file and as a page.</param>
    /// <param name="published">SHA-256 of what is published, likewise.</param>
    public static WrittenDocument Proof(
        DocumentCase at, IReadOnlyList<HiddenPassage> hidden, (string Word, string Page) full, (string Word, string Page) published)
    {
        var read = at.Dossier.LatestOf(OpinionRules.RedactionStep);
        var publication = at.Dossier.LatestOf(OpinionRules.PublicationStep);
        return new WrittenDocument(
            $"Preuve d’occultation : {at.Dossier.Opening.Product}",
            [
                TextBlock.Of("L’avis publié est l’avis adopté, à l’exception des passages de la liste. Chaque passage est remplacé par "
                    + $"« {Redactions.Mark} » partout où il figurait ; son texte n’est ni dans le fichier publié ni dans cette preuve."),
                new TableBlock("Empreintes SHA-256", ["Fichier", "Empreinte"],
                [
                    ["Avis entier, Word", full.Word], ["Avis entier, page", full.Page],
                    ["Avis public, Word", published.Word], ["Avis public, page", published.Page],
                ]),
                TextBlock.Of("L’empreinte de l’avis entier reste interne : rendue publique, elle permettrait de vérifier des suppositions sur un passage court."),
                new HeadingBlock(1, "Passages occultés"),
                hidden.Count == 0
                    ? TextBlock.Of("Aucun passage n’est occulté.")
                    : new TableBlock("Passages, par position et par motif", ["Passage", "Rubrique", "Position", "Longueur", "Motif"],
                    [
                        .. hidden.Select(one => new[]
                        {
                            (Phrase)$"n° {one.Number}", one.Place, $"caractère {one.Start}", $"{one.Length} caractères", Redactions.TitleOf(one.Reason),
                        }),
                    ]),
                new HeadingBlock(1, "Deux personnes"),
                new TableBlock("Qui a relu, qui a publié", ["Acte", "Personne"],
                [
                    ["Occultations marquées par", at.Dossier.Redactors.Count == 0
                        ? "personne"
                        : new Phrase(string.Join(", ", at.Dossier.Redactors.Select(at.NameOf).Order(StringComparer.CurrentCulture)))],
                    ["Relecture d’occultation", Person(at, read)],
                    ["Publication", Person(at, publication)],
                ]),
            ],
            at.Stamp)
        {
            Status = read is null ? "Projet" : null,
            Reference = at.Dossier.Id.Value,
        };
    }

    private static Phrase Person(DocumentCase at, FinishedStep? done) => done is null
        ? "pas encore faite"
        : new Phrase($"{at.NameOf(done.Person)}, le {FrenchCalendar.Write(done.On)}", at.SourceOf(done.Sequence));

    private static Phrase Where(DocumentCase at) => at.Dossier.Closed is { } closed
        ? new Phrase($"clos le {FrenchCalendar.Write(closed.On)} : {closed.Ending}", at.SourceOf<DossierClosed>(_ => true))
        : string.Join("\n", at.Dossier.OpenSteps.Select(open => $"{Title(at, open.Step)}, depuis le {FrenchCalendar.Write(open.OpenedOn)}"));

    private static Phrase Missing(DocumentCase at) => DossierRules.MissingParts(at.Dossier, at.Procedure) is { Count: > 0 } missing
        ? string.Join("\n", missing.Select(part => part.Title))
        : "aucune";

    private static string Title(DocumentCase at, string step) => at.Procedure.Steps.FirstOrDefault(known => known.Id == step)?.Title ?? step;

    private static string Outcome(DocumentCase at, FinishedStep done) =>
        at.Procedure.Steps.FirstOrDefault(known => known.Id == done.Step)?.FindOutcome(done.Outcome)?.Title ?? done.Outcome;
}

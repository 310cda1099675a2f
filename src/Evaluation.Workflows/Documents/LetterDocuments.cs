using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Documents;

/// <summary>The letters of a dossier. A person reads, completes and signs them; the program sends nothing.</summary>
internal static class LetterDocuments
{
    private static readonly string[] CompletionSteps = ["recevabilite", "completude"];

    /// <summary>The acknowledgement that a file is complete, from which the limits run.</summary>
    public static WrittenDocument Complete(DocumentCase at)
    {
        var done = Completion(at, isComplete: true)!;
        var limits = at.Procedure.Limits.Where(limit => limit.From.Contains(done.Ref))
            .Select(limit => (Limit: limit, Law: limit.VersionOn(done.On, at.Dossier.Opening.Request)))
            .Where(pair => pair.Law is not null).ToList();
        return Letter(at, "Accusé de réception d’un dossier complet", done, Applicant(at),
        [
            TextBlock.Of(
                new Phrase($"Votre demande « {at.RequestTitle} », déposée le {FrenchCalendar.Write(at.Dossier.Opening.On)} pour "
                    + $"{at.Dossier.Opening.Product}, comporte toutes les pièces attendues. ", at.OpeningSource),
                new Phrase($"Votre dossier est déclaré complet le {FrenchCalendar.Write(done.On)}.", at.SourceOf(done.Sequence))),
            .. limits.Count == 0 ? Array.Empty<Block>() : [TextBlock.Of("À compter de cette date courent les délais suivants :")],
            .. limits.Select(pair => TextBlock.Item(new Phrase($"{pair.Limit.Title} : {pair.Law!.Period}", pair.Law.Source.ToString()))),
            new HeadingBlock(2, "Pièces reçues"),
            .. Received(at),
        ]);
    }

    /// <summary>The list of what is missing.</summary>
    public static WrittenDocument Missing(DocumentCase at)
    {
        var done = Completion(at, isComplete: false);
        var missing = DossierRules.MissingParts(at.Dossier, at.Procedure);
        return Letter(at, "Pièces manquantes", done, Applicant(at),
        [
            TextBlock.Of(new Phrase(
                $"L’examen de votre demande « {at.RequestTitle} » pour {at.Dossier.Opening.Product} montre qu’il manque "
                + (missing.Count == 1 ? "la pièce suivante :" : $"les {missing.Count} pièces suivantes :"), at.OpeningSource)),
            .. missing.Select(part => TextBlock.Item(new Phrase(part.Title, part.Source.ToString()))),
            .. (done?.Fields.GetValueOrDefault("message") ?? done?.Fields.GetValueOrDefault("liste")) is { Length: > 0 } said
                ? OpinionDocument.Paragraphs(said, at.SourceOf(done!.Sequence))
                : [],
            TextBlock.Of("Les délais d’instruction ne courent qu’à compter de la réception du dossier complet."),
        ]);
    }

    /// <summary>The notification of the draft opinion, which opens the exchange with the applicant.</summary>
    public static WrittenDocument Notification(DocumentCase at)
    {
        var adopted = at.Dossier.LatestOf("projet");
        var notified = at.Dossier.LatestOf("notification");
        var limit = at.Procedure.Limits.FirstOrDefault(known => known.Id == "contradictoire");
        var law = limit?.VersionOn(notified?.On ?? adopted?.On ?? at.Dossier.Opening.On, at.Dossier.Opening.Request);
        return Letter(at, "Notification du projet d’avis", notified, Applicant(at),
        [
            TextBlock.Of(adopted is null
                ? Phrase.Missing
                : new Phrase(
                    $"La commission a adopté le {FrenchCalendar.Write(adopted.On)} le projet d’avis joint, sur votre demande "
                    + $"« {at.RequestTitle} » pour {at.Dossier.Opening.Product}.", at.SourceOf(adopted.Sequence))),
            TextBlock.Of(law is null
                ? Phrase.Missing
                : new Phrase(
                    $"Vous disposez de {law.Period}, à compter de la réception de cette lettre, pour présenter des observations écrites ou "
                    + "demander à être entendu par la commission.", law.Source.ToString())),
            TextBlock.Of("Passé ce délai, la commission adopte son avis définitif, qui est transmis et rendu public."),
            TextBlock.Of("Indiquez dans le même délai les passages qui relèvent du secret des affaires ou de la vie privée, avec leurs motifs."),
            TextBlock.Of("Pièce jointe : projet d’avis."),
        ]);
    }

    /// <summary>The convocation of the members to a session, or of the applicant to his hearing.</summary>
    public static WrittenDocument Convocation(DocumentCase at)
    {
        var placed = at.Dossier.Agenda[^1];
        var source = at.SourceOf<PlacedOnAgenda>(item => item == placed);
        var isHearing = placed.Step == "audition";
        return Letter(at, isHearing ? "Convocation à une audition" : "Convocation à la séance", step: null, isHearing ? Applicant(at) : "Aux membres de la commission",
        [
            TextBlock.Of(new Phrase(
                (isHearing ? "La commission vous entendra" : "Vous êtes convié à la séance de la commission qui se tiendra")
                + $" le {FrenchCalendar.Write(placed.SessionDate)}.", source)),
            TextBlock.Of("Lieu : ", Phrase.Of(at.Session?.Id == placed.Session ? at.Session.Planned.Place : null)),
            TextBlock.Of("Heure : ", Phrase.Missing),
            new HeadingBlock(2, "Ordre du jour"),
            TextBlock.Item($"{Step(at, placed.Step)} : {at.Dossier.Opening.Product} ({at.Dossier.Opening.Applicant})"),
            TextBlock.Of(isHearing
                ? "Faites connaître avant la séance les personnes qui vous accompagneront."
                : "Signalez avant la séance tout lien d’intérêts avec ce dossier : la personne liée ne prend part ni au débat ni au vote."),
        ]);
    }

    /// <summary>The opinion on its way to the ministers and the CEPS.</summary>
    public static WrittenDocument Transmission(DocumentCase at)
    {
        var opinion = at.Dossier.DecisionOf(Authority.Has)!;
        return Letter(at, "Transmission de l’avis", at.Dossier.LatestOf("transmission"), "Aux ministres chargés de la santé et de la sécurité sociale\nCopie : Comité économique des produits de santé",
        [
            TextBlock.Of(new Phrase(
                $"J’ai l’honneur de vous transmettre l’avis rendu le {FrenchCalendar.Write(opinion.On)} sur la demande « {at.RequestTitle} » "
                + $"de {at.Dossier.Opening.Applicant} pour {at.Dossier.Opening.Product}.", at.SourceOf(opinion.Sequence))),
            .. at.Dossier.Opening.Indications.Select(indication => TextBlock.Item(
                $"{indication.Title} : ", at.Dossier.Conclusions.GetValueOrDefault(indication.Id) is { } conclusion
                    ? new Phrase(conclusion.Summary, at.SourceOf<ConclusionRecorded>(recorded => recorded.Indication == indication.Id))
                    : Phrase.Missing)),
            TextBlock.Of("Pièce jointe : avis."),
        ]);
    }

    /// <summary>The convocation of the members to a whole session.</summary>
    public static WrittenDocument Convocation(CommissionSession session) => new(
        $"Convocation à la séance du {FrenchCalendar.Write(session.Planned.Date)}",
        [
            new TextBlock(["Aux membres de la commission"], TextKind.Address),
            TextBlock.Of($"Vous êtes convié à la séance de la commission qui se tiendra le {FrenchCalendar.Write(session.Planned.Date)}."),
            TextBlock.Of("Lieu : ", Phrase.Of(session.Planned.Place)),
            TextBlock.Of("Heure : ", Phrase.Missing),
            new HeadingBlock(2, "Ordre du jour"),
            .. session.Agenda.Count == 0
                ? [TextBlock.Of(Phrase.Missing)]
                : session.Agenda.Select(item => TextBlock.Item($"{item.Dossier}, {item.Title}")),
            TextBlock.Of("Signalez avant la séance tout lien d’intérêts avec un point de l’ordre du jour : la personne liée ne prend part ni au débat ni au vote."),
            TextBlock.Of($"Quorum : {session.Planned.Quorum} membres ayant voix délibérative (paramètre [{session.Planned.QuorumMark}])."),
            .. Signed(),
        ],
        $"Séance {session.Id}, événement {session.Version}")
    {
        Reference = session.Id.Value,
    };

    /// <summary>Why a letter cannot be written yet, or null.</summary>
    public static string? WhyNot(string key, DocumentCase at) => key switch
    {
        "lettre-completude" => Completion(at, isComplete: true) is null ? "Le dossier n’est pas encore déclaré complet." : null,
        "lettre-pieces-manquantes" => DossierRules.MissingParts(at.Dossier, at.Procedure).Count == 0 ? "Aucune pièce obligatoire ne manque." : null,
        "lettre-notification" => at.Dossier.LatestOf("projet") is not { Outcome: "adopte" } ? "Le projet d’avis n’est pas encore adopté." : null,
        "lettre-convocation" => at.Dossier.Agenda.Count == 0 ? "Le dossier n’est à l’ordre du jour d’aucune séance." : null,
        "lettre-transmission" => at.Dossier.DecisionOf(Authority.Has) is null ? "L’avis n’est pas encore rendu." : null,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "No such letter."),
    };

    private static FinishedStep? Completion(DocumentCase at, bool isComplete) => at.Dossier.Finished.LastOrDefault(done =>
        CompletionSteps.Contains(done.Step) && done.Outcome is "incomplet" != isComplete && done.Outcome is not "exclue");

    private static IEnumerable<Block> Received(DocumentCase at) => at.Procedure.Parts
        .Where(rule => at.Dossier.Parts.Any(part => part.Part == rule.Id && !part.IsSetAside))
        .Select(rule => TextBlock.Item(rule.Title));

    private static string Applicant(DocumentCase at) => at.Dossier.Opening.Applicant;

    private static string Step(DocumentCase at, string id) => at.Procedure.Steps.FirstOrDefault(step => step.Id == id)?.Title ?? id;

    // A letter leaves the house: it cites the law, and no internal event.
    private static WrittenDocument Letter(DocumentCase at, string title, FinishedStep? step, string to, IReadOnlyList<Block> content) => Redactions.Apply(
        new WrittenDocument(
            title,
            [
                new TextBlock([to, "\n", "Adresse : ", Phrase.Missing], TextKind.Address),
                TextBlock.Of("Le ", step is null ? Phrase.Missing : new Phrase(FrenchCalendar.Write(step.On), at.SourceOf(step.Sequence))),
                TextBlock.Of($"Objet : {at.RequestTitle}, {at.Dossier.Opening.Product}. Référence à rappeler : {at.Dossier.Id}."),
                TextBlock.Of("Madame, Monsieur,"),
                .. content,
                .. Signed(),
            ],
            at.Stamp)
        {
            Subtitle = at.Procedure.Title,
            Status = step is null ? "Projet" : null,
            Reference = at.Dossier.Id.Value,
        },
        redactions: []).Document;

    private static IEnumerable<Block> Signed() =>
    [
        TextBlock.Of("Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée."),
        TextBlock.Of("Signataire : ", Phrase.Missing),
    ];
}

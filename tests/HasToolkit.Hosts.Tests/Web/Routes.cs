namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Every page, with the person who opens it. A product in braces stands for the reference of its dossier.</summary>
internal static class Routes
{
    public const string Service = "sophie-marchand|service-has";
    public const string Lead = "claire-martin|chef-de-projet";
    public const string Chair = "isabelle-garnier|president";
    public const string Ethics = "helene-faure|deontologie";
    public const string Applicant = "demandeur-arterys|demandeur";
    public const string Expert = "sonia-lefort|expert";
    public const string OtherExpert = "remi-vasseur|expert";
    public const string Patients = "lucie-marin|association";

    private static readonly string[] ReviewParts =
    [
        "", "/tri", "/desaccords", "/texte-integral", "/etudes", "/etudes?vue=biais", "/etudes?vue=formulaire", "/etude/1", "/references", "/doublons", "/import", "/rapport", "/protocole", "/journal",
    ];

    private static readonly string[] Tabs = ["synthese", "pieces", "evaluation", "preuves", "conclusions", "documents", "personnes", "apports", "commission", "journal", "schema"];

    private static readonly string[] BatchParts = ["", "/liste", "/lecture", "/accord", "/rapports", "/fichier"];

    public static IReadOnlyList<(string Path, string Who, int Status)> All { get; } =
    [
        ("/bienvenue", Service, 200),
        ("/", Service, 200),
        ("/", Applicant, 200),
        ("/dossiers", Service, 200),
        ("/dossiers?texte=glyco&situation=ouverts&demande=inscription&tri=produit&page=1", Service, 200),
        ("/dossiers?texte=rien-de-tel", Service, 200),
        ("/dossiers/nouveau", Applicant, 200),
        ("/dossiers/nouveau", Service, 200),
        .. Tabs.Select(tab => ($"/dossiers/{{GLYCOGUIDE}}?onglet={tab}", Service, 200)),
        .. Tabs.Select(tab => ($"/dossiers/{{VISIOTENSION}}?onglet={tab}", Applicant, 200)),
        ("/dossiers/{DERMASCOPE}", Lead, 200),
        ("/dossiers/{NEPHROSUIVI}", Service, 200),
        ("/dossiers/{RESPIRIA}", Service, 200),
        ("/dossiers/{NEPHROSUIVI}/version", Lead, 200),
        ("/dossiers/{MOUVANCE}?onglet=conclusions", Lead, 200),
        ("/dossiers/{MOUVANCE}?onglet=personnes", Ethics, 200),
        ("/dossiers/{CARDIOVEILLE}?onglet=commission", Chair, 200),
        ("/dossiers/{CARDIOVEILLE}?onglet=evaluation", Lead, 200),
        ("/dossiers/{CARDIOVEILLE}?onglet=evaluation&grille=grille-ia@1", Lead, 200),
        ("/dossiers/{CARDIOVEILLE}?onglet=evaluation&grille=reglement-ia@1", Service, 200),
        ("/dossiers/{CARDIOVEILLE}?onglet=preuves", Lead, 200),
        ("/dossiers/{CARDIOVEILLE}?onglet=documents", Lead, 200),
        ("/dossiers/{GLYCOGUIDE}/avis/comparer", Lead, 200),
        ("/dossiers/{VISIOTENSION}/avis/comparer", Applicant, 403),
        ("/dossiers/{GLYCOGUIDE}/documents/avis/html", Lead, 200),
        ("/dossiers/{GLYCOGUIDE}/documents/lettre-notification/html", Service, 200),
        ("/dossiers/{GLYCOGUIDE}/documents/preuve-occultation/html", Service, 200),
        ("/dossiers/importer", Service, 200),
        ("/dossiers/importer", Lead, 200),
        ("/seances/{passée}/documents/pv/html", Service, 200),
        ("/avis", Service, 200),
        ("/avis/{GLYCOGUIDE}", Service, 200),
        ("/avis/{CARDIOVEILLE}", Service, 404),
        ("/seances", Service, 200),
        ("/seances/{passée}", Service, 200),
        ("/seances/{prochaine}", Chair, 200),
        ("/seances/calendrier", Service, 200),
        ("/seances/{prochaine}/convocation", Service, 200),
        ("/taches", Service, 200),
        ("/taches", Lead, 200),
        ("/taches", Expert, 200),
        ("/taches", Patients, 200),
        ("/dossiers/{DERMASCOPE}?onglet=apports", Lead, 200),
        ("/expertises/{DERMASCOPE}/E1", Expert, 200),
        ("/expertises/{DERMASCOPE}/E1", OtherExpert, 404),
        ("/contributions/{DERMASCOPE}", Patients, 200),
        ("/contributions/{GLYCOGUIDE}", Patients, 404),
        ("/liens-interets", Lead, 200),
        ("/deontologie", Ethics, 200),
        ("/cles", Service, 200),
        ("/cles", Applicant, 200),
        ("/api", Service, 200),
        ("/procedures", Service, 200),
        ("/procedures/lppr-nom-de-marque/1", Service, 200),
        ("/procedures/pecan/1", Service, 200),
        ("/procedures/pect/1", Applicant, 200),
        ("/dossiers/nouveau?procedure=pecan", Applicant, 200),
        ("/dossiers/nouveau?procedure=lppr-ligne-generique", Applicant, 200),
        ("/dossiers?procedure=latm-nom-de-marque", Service, 200),
        ("/commentaires", Service, 200),
        ("/commentaires", Chair, 200),
        ("/commentaires", Applicant, 403),
        .. BatchParts.Select(part => ($"/commentaires/{{lot}}{part}", Service, 200)),
        ("/commentaires/{lot}?service=Cardiologie&de=2026-03&tendance=ATT&depuis=2026-06", Service, 200),
        ("/commentaires/{lot}?service=Soins palliatifs&de=jamais", Service, 200),
        ("/commentaires/{lot}/liste?recherche=attente OU bruit&tonalite=N&theme=ATT-", Service, 200),
        ("/commentaires/{lot}/liste?recherche=introuvablissime", Service, 200),
        ("/commentaires/{lot}/c/13", Service, 200),
        ("/commentaires/{lot}/c/13", Chair, 200),
        ("/commentaires/{lot}/c/999999", Service, 404),
        ("/commentaires/themes", Service, 200),
        ("/commentaires/limites", Service, 200),
        ("/commentaires/modele", Service, 200),
        ("/commentaires/000000000000", Service, 404),
        ("/commentaires/depot/00000000000000000000000000000000", Service, 404),
        ("/style", Service, 200),
        ("/accessibilite", Service, 200),
        ("/demonstration", Service, 200),
        ("/recherche", Service, 200),
        ("/recherche", Applicant, 200),
        ("/recherche?q=patients", Service, 200),
        ("/recherche?q=patients&dans=commentaires&page=2", Lead, 200),
        ("/recherche?q=telesurveilance", Lead, 200),
        ("/recherche?q=introuvablissime", Applicant, 200),
        ("/tableau-de-bord", Service, 200),
        ("/tableau-de-bord?procedure=lppr-nom-de-marque&genre=ia&etape=instruction", Lead, 200),
        ("/tableau-de-bord?etat=depasses&de=hier", Chair, 200),
        ("/tableau-de-bord?genre=autre", Service, 200),
        ("/tableau-de-bord", Applicant, 403),
        ("/obligations", Service, 200),
        ("/obligations?etat=bientot&genre=ia", Chair, 200),
        ("/obligations?etat=depasses&procedure=pecan", Lead, 200),
        ("/obligations", Applicant, 403),
        ("/prevision?mois=6&essais=10", Service, 200),
        ("/prevision?mois=cent", Lead, 422),
        ("/prevision?mois=100", Lead, 422),
        ("/prevision?mois=60&essais=1000&arrivees=500", Lead, 422),
        ("/prevision", Applicant, 403),
        ("/observatoire", Service, 200),
        ("/observatoire?genre=ia", Chair, 200),
        ("/observatoire?procedure=pecan", Lead, 200),
        ("/observatoire", Applicant, 403),
        ("/revues", Lead, 200),
        ("/revues", Applicant, 403),
        ("/revues/nouvelle", Lead, 200),
        ("/revues/nouvelle?dossier={CARDIOVEILLE}", Lead, 200),
        .. ReviewParts.Select(part => ($"/revues/{{revue}}{part}", Lead, 200)),
        ("/revues/{revue}/desaccords", Service, 200),
        ("/revues/{revue}/references?texte=telesurveillance&issue=retenues", Lead, 200),
        ("/revues/{revue}/references?texte=rien-de-tel", Lead, 200),
        ("/revues/{revue}/recherche", Lead, 200),
        ("/revues/{revue}/recherche?q=télésurveillance OU telemonitoring&garder=Language=fr", Lead, 200),
        ("/revues/{revue}/recherche?q=(asthme", Lead, 422),
        ("/revues/{revue}/recherche?q=introuvablissime", Lead, 200),
        ("/revues/{revue}/recherche?comme=1", Lead, 200),
        ("/revues/{revue}/question", Lead, 200),
        ("/revues/{revue}/question?q=La télésurveillance réduit-elle les hospitalisations ?", Lead, 200),
        ("/revues/{revue}/question?q=Le rituximab guérit-il la sclérose en plaques ?", Lead, 200),
        ("/revues/{revue}/reference/1", Lead, 200),
        ("/revues/{revue}/reference/999", Lead, 404),
        ("/revues/{revue}/etude/1?grille=robins-i", Lead, 200),
        ("/revues/{revue}/etude/40", Lead, 200),
        ("/revues/{revue}/etude/999", Lead, 404),
        ("/revues/R-1999-0001/tri", Lead, 404),
        ("/dossiers/LPPR-1999-0001", Service, 404),
        ("/seances/S-1999-01-01", Service, 404),
        ("/procedures/aucune/1", Service, 404),
        ("/nulle-part", Service, 404),
    ];

    /// <summary>The path with references in the place of braces.</summary>
    public static async Task<string> ResolveAsync(RunningWeb web, string path)
    {
        var (open, close) = (path.IndexOf('{', StringComparison.Ordinal), path.IndexOf('}', StringComparison.Ordinal));
        if (open < 0)
            return path;
        var name = path[(open + 1)..close];
        var sessions = await web.Ledger.Queries.SessionsAsync();
        var reference = name switch
        {
            "lot" => (await web.BatchAsync()).Id.Value,
            "revue" => (await web.Reviews.Queries.ReviewsAsync())[0].Id.Value,
            "passée" => sessions.First(session => session.IsEnded).Id.Value,
            "prochaine" => sessions.First(session => !session.IsEnded && session.Items > 0).Id.Value,
            _ => (await web.ReferenceAsync(name)).Value,
        };
        return path[..open] + reference + path[(close + 1)..];
    }
}

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>
/// Who opens which address, written by hand from the guide of accounts and the decisions, without a look at the code that closes
/// doors. A route that is not in it fails the test.
/// </summary>
internal static class AccessTable
{
    public const string Nobody = "visiteur";
    public const string Administrator = "administrateur";
    public const string Blocked = "bloqué";
    public const string Deported = "déporté";
    public const string Stranger = "autre-entreprise";
    public const string OtherHospital = "autre-établissement";
    public const string Reader = "lecteur";

    private static readonly string[] Deciders = ["service-has", "chef-de-projet", "deontologie", "membre", "president", "bureau", "college"];
    private static readonly string[] Has = [.. Deciders, "ceesp", Deported, Reader];
    private static readonly string[] Authorities = ["ministres", "ceps", "ans", "cnp"];
    private static readonly string[] Outside = ["expert", "association"];
    private static readonly string[] Companies = ["demandeur", Stranger];
    private static readonly string[] Hospitals = ["etablissement", OtherHospital];

    /// <summary>Everybody who has an account of a person.</summary>
    public static readonly string[] Persons = [.. Has, .. Authorities, .. Outside, .. Companies, .. Hospitals];

    /// <summary>Every kind of visitor.</summary>
    public static readonly string[] Everyone = [Nobody, Blocked, Administrator, .. Persons];

    private static readonly string[] NotHospitals = [.. Persons.Except(Hospitals)];
    private static readonly string[] InSessions = [.. NotHospitals.Except(Outside)];
    private static readonly string[] OnDossier = [.. InSessions.Except([Deported, Stranger])];
    private static readonly string[] OnDossierNotCompany = [.. OnDossier.Except(Companies)];
    private static readonly string[] InLiterature = [.. InSessions.Except(Companies)];
    private static readonly string[] OnReview = ["service-has", Reader];
    private static readonly string[] OnComments = [.. Persons.Except([.. Companies, "ceps", "ministres"])];
    private static readonly string[] OnBatch = [.. OnComments.Except([OtherHospital])];
    private static readonly string[] OverAll = [.. Deciders, Deported, Reader];
    private static readonly string[] Accounts = [Administrator, .. Persons];

    /// <summary>For each route, who opens it.</summary>
    public static IReadOnlyDictionary<string, string[]> Routes { get; } = new (string[] Who, string[] Paths)[]
    {
        (Everyone, ["/avis", "/style", "/accessibilite", "/api/v1/openapi.json", "/connexion", "/invitation", "/health/live", "/health/ready", "/erreur", "/introuvable", "/bienvenue"]),
        // There is no such opinion, no issuer in the settings, and the first start took place.
        ([], ["/openid/aller", "/premier-demarrage", "/avis/{id}", "/avis/{id}/word"]),
        // Programs show a key; a session opens nothing there.
        ([], [
            "/api/v1/moi", "/api/v1/dossiers", "/api/v1/dossiers/{reference}", "/api/v1/dossiers/{reference}/delais",
            "/api/v1/dossiers/{reference}/evenements", "/api/v1/commentaires", "/api/v1/commentaires/{lot}", "/api/v1/commentaires/{lot}/chiffres",
            "/api/v1/commentaires/{lot}/resultats", "/api/v1/revues", "/api/v1/revues/{id}", "/api/v1/revues/{id}/doublons",
            "/api/v1/revues/{id}/references",
        ]),
        (Accounts, ["/compte", "/compte/retour", "/compte/session", "/compte/sessions"]),
        ([Administrator], ["/administration/comptes", "/administration/comptes/{Id}", "/administration/journal"]),
        (Accounts, ["/"]),
        (Persons, ["/recherche", "/cles", "/api", "/demonstration"]),
        (Persons, ["/procedures", "/procedures/{Id}/{Version:int}", "/procedures/{id}/{version:int}/{format}", "/_framework/opaque-redirect"]),
        (NotHospitals, ["/dossiers", "/dossiers/nouveau", "/dossiers/importer", "/liens-interets", "/taches"]),
        (OnDossier, ["/dossiers/{Id}", "/dossiers/{id}/pieces/{sha256}", "/dossiers/{id}/schema/{format}", "/dossiers/{Id}/version"]),
        // The opinion was notified: the company reads it too.
        (OnDossier, ["/dossiers/{id}/documents/{kind}/{format}"]),
        (OnDossierNotCompany, ["/dossiers/{Id}/avis/comparer"]),
        // The whole of a dossier leaves with those who evaluate it.
        ([.. Deciders, Reader], ["/dossiers/{id}/archive"]),
        // No file of this name, contribution or question is there: nobody opens them, and everybody is told the same.
        ([], ["/dossiers/{id}/apports/{sha256}", "/contributions/{Id}", "/expertises/{Id}/{Question}", "/expertises/{id}/{question}/fichiers/{sha256}"]),
        (InSessions, ["/seances", "/seances/calendrier", "/seances/{Id}", "/seances/{Id}/convocation"]),
        ([.. InSessions.Except([.. Companies])], ["/seances/{id}/documents/{kind}/{format}"]),
        (InLiterature, ["/deontologie", "/revues", "/revues/nouvelle"]),
        (OverAll, ["/tableau-de-bord", "/obligations", "/prevision", "/observatoire", "/tableau-de-bord/schema.svg", "/observatoire/donnees.csv"]),
        (OnReview, [
            "/revues/{Id}", "/revues/{Id}/desaccords", "/revues/{Id}/doublons", "/revues/{Id}/etude/{Number:int}", "/revues/{Id}/etudes",
            "/revues/{Id}/import", "/revues/{Id}/journal", "/revues/{Id}/protocole", "/revues/{Id}/question", "/revues/{Id}/rapport",
            "/revues/{Id}/recherche", "/revues/{Id}/reference/{Number:int}", "/revues/{Id}/references", "/revues/{Id}/texte-integral",
            "/revues/{Id}/tri", "/revues/{id}/rapport/{file}",
        ]),
        ([], ["/revues/{id}/texte-integral/{number:int}.pdf", "/revues/{id}/etudes/{file}", "/commentaires/depot/{Id:guid}"]),
        (OnComments, ["/commentaires", "/commentaires/limites", "/commentaires/modele", "/commentaires/themes", "/commentaires/themes.json"]),
        (OnBatch, [
            "/commentaires/{Lot}", "/commentaires/{Lot}/accord", "/commentaires/{Lot}/c/{Number:long}", "/commentaires/{Lot}/fichier",
            "/commentaires/{Lot}/lecture", "/commentaires/{Lot}/liste", "/commentaires/{Lot}/rapports",
            "/commentaires/{lot}/rapport/{format}", "/commentaires/{lot}/corrections.csv",
        ]),
    }.SelectMany(line => line.Paths.Select(path => (path, line.Who))).ToDictionary(line => line.path, line => line.Who);

    /// <summary>Who may send a form to an address that begins so; the longest beginning counts. The rules of the domain come after.</summary>
    public static IReadOnlyDictionary<string, string[]> Forms { get; } = new Dictionary<string, string[]>
    {
        ["/connexion"] = Everyone,
        ["/invitation"] = Everyone,
        ["/premier-demarrage"] = [],
        ["/openid"] = Everyone,
        ["/avis"] = Everyone,
        ["/accessibilite"] = Everyone,
        ["/api"] = Persons,
        ["/api/v1"] = [],
        ["/cles"] = Persons,
        ["/demonstration"] = Persons,
        ["/recherche"] = Persons,
        ["/style"] = Everyone,
        ["/erreur"] = Everyone,
        ["/introuvable"] = Everyone,
        ["/bienvenue"] = Everyone,
        ["/_framework"] = Persons,
        ["/identite/nouvelle"] = [],
        ["/identite"] = Persons,
        ["/compte"] = Accounts,
        ["/deconnexion"] = Accounts,
        ["/administration"] = [Administrator],
        ["/"] = Persons,
        ["/procedures"] = Persons,
        ["/dossiers"] = NotHospitals,
        ["/liens-interets"] = NotHospitals,
        ["/taches"] = NotHospitals,
        ["/contributions"] = NotHospitals,
        ["/expertises"] = NotHospitals,
        ["/seances"] = InSessions,
        ["/deontologie"] = InLiterature,
        ["/revues"] = InLiterature,
        ["/revues/{id}"] = OnReview,
        ["/tableau-de-bord"] = OverAll,
        ["/obligations"] = OverAll,
        ["/prevision"] = OverAll,
        ["/observatoire"] = OverAll,
        ["/commentaires"] = OnComments,
        ["/commentaires/{lot}"] = OnBatch,
    };
}

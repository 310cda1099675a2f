using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Topics;

/// <summary>Says by its words alone whether a clause praises or blames; the second judge beside the model.</summary>
internal static class Polarity
{
    private const int Reach = 3;

    private static readonly PhraseIndex<int> Index = Build(
        praise:
        [
            "bien", "bon", "bons", "bonne", "bonnes", "tres bien", "parfait*", "excellen*", "super", "top", "genial*", "formidabl*", "merci*", "remerci*",
            "gentil*", "agreabl*", "aimabl*", "sympa*", "souri*", "accueillant*", "chaleureu*", "bienveil*", "professionnel*", "professionalis*", "professionnalis*",
            "competen*", "efficac*", "rapid*", "propre*", "calme*", "confort*", "satisf*", "impecc*", "nickel", "ecoute", "a l'ecoute", "disponib*", "attentif*",
            "attentiv*", "attentionn*", "humain*", "rassur*", "qualite", "clair*", "clarte", "delicieu*", "copieu*", "bravo", "felicit*", "exceptionnel*", "adorable*",
            "devoue*", "remarquabl*", "extraordinaire*", "irreprochabl*", "ponctuel*", "respectu*", "doux", "douce", "douceur", "patience", "correct*", "facile*",
            "fluide*", "recommande*", "magnifique*", "merveill*", "polie*", "poli", "serieu*", "soigne*", "reussi*", "moderne*", "spacieu*", "heureu*", "content*", "ravi*",
        ],
        blame:
        [
            "mauvais*", "mal", "nul*", "horribl*", "desagreabl*", "froid*", "tiede*", "attente*", "attendre", "attendu", "retard*", "long", "longue*", "longs", "lent*", "bruit*",
            "bruyant*", "sale*", "manqu*", "douleur*", "souffr*", "probleme*", "erreur*", "oubli*", "absen*", "insuffis*", "decu*", "decev*", "inadmissibl*",
            "inaccepta*", "scandal*", "honte*", "incompet*", "impoli*", "agressi*", "mepri*", "cher", "chere", "chers", "vetust*", "inconfort*", "desorganis*", "pire*",
            "catastroph*", "immangeabl*", "insipid*", "dommage", "regret*", "trop", "peu", "difficil*", "complique*", "impossible*", "jamais", "personne ne", "debord*",
            "ameliorer", "amelior*", "faudrait", "devrait", "devraient", "revoir", "prevoir", "plainte*", "stress*", "peur", "panne", "casse*", "defectu*", "inutil*", "inexist*",
            "deplorabl*", "lamentabl*", "limite", "bof", "moyen*", "mediocre*", "bacl*", "expedi*", "abandon*", "seul*", "bas",
        ]);

    private static readonly HashSet<string> Negations = ["pas", "aucun", "aucune", "sans", "ni", "jamais", "rien", "non", "plus", "zero", "peu"];

    /// <summary>Positive when the words praise, negative when they blame, 0 when they do not say or balance.</summary>
    public static int Of(List<Word> words)
    {
        var sum = 0;
        Index.Find(words, (sign, at, _) =>
        {
            for (var back = 1; back <= Reach && at - back >= 0; back++)
            {
                if (Negations.Contains(words[at - back].Text))
                {
                    sum -= sign;
                    return;
                }
            }

            sum += sign;
        });
        return Math.Sign(sum);
    }

    private static PhraseIndex<int> Build(string[] praise, string[] blame)
    {
        var index = new PhraseIndex<int>();
        foreach (var phrase in praise)
            index.Add(phrase, 1);
        foreach (var phrase in blame)
            index.Add(phrase, -1);
        return index;
    }
}

using Microsoft.Data.Sqlite;
using Npgsql;

namespace Storage;

/// <summary>What a database that failed is called, in French: what happened, what became of the work, what to do.</summary>
internal static class StorageFailure
{
    // Codes of SQLite: https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Disk = 10;
    private const int Damaged = 11;
    private const int Full = 13;

    // https://www.postgresql.org/docs/current/errcodes-appendix.html: idle_in_transaction_session_timeout.
    private const string GivenUp = "25P03";

    private const string Uncertain =
        "La liaison avec PostgreSQL a été coupée, ou le serveur ne répond pas. Si un enregistrement était en cours, on ne sait pas s’il est fait : "
        + "vérifiez-le quand le serveur répond de nouveau, avant de recommencer. Un formulaire renvoyé tel quel n’est jamais compté deux fois.";

    /// <summary>The failure, or the one that it hides; null when no database failed.</summary>
    public static string? Of(Exception? e) => e switch
    {
        null => null,
        SqliteException sqlite => Of(sqlite),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            "Le disque du serveur PostgreSQL est plein : rien n’a été enregistré. Libérez de la place sur le serveur, puis recommencez.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            "PostgreSQL n’accepte plus de connexions : rien n’a été enregistré. Recommencez dans un instant ; si cela dure, augmentez max_connections.",
        PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidPassword
        } =>
            "PostgreSQL refuse cette base ou ce compte : rien n’a été enregistré. Vérifiez que la base existe et que la chaîne de connexion est la bonne.",
        // Given up by the server in the middle of its work: it took nothing.
        PostgresException { SqlState: GivenUp } =>
            "PostgreSQL n’avait plus de nouvelles de cette machine et a abandonné son travail : rien n’a été enregistré. Recommencez.",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => Uncertain,
        // Whatever else the server answers, it answered: the fault is in what was asked.
        PostgresException => null,
        NpgsqlException => Uncertain,
        _ => Of(e.InnerException),
    };

    private static string? Of(SqliteException e) => e.SqliteErrorCode switch
    {
        Busy or Locked =>
            "La base est occupée depuis plus de 30 secondes par un autre programme : rien n’a été enregistré. Attendez qu’il ait fini, ou arrêtez-le, "
            + "puis recommencez.",
        Full => "Le disque des données est plein : rien n’a été enregistré. Libérez de la place sur ce disque, puis recommencez.",
        ReadOnly => "La base ne peut pas être écrite : rien n’a été enregistré. Vérifiez les droits sur le dossier des données, puis recommencez.",
        Disk => $"Le disque des données ne répond pas comme il doit ({e.SqliteExtendedErrorCode}), ou il est plein : rien n’a été enregistré. "
            + "Vérifiez le disque et la place qui reste, puis recommencez.",
        Damaged => "La base est abîmée. Arrêtez le programme, gardez une copie de ses fichiers, puis restaurez la dernière sauvegarde (« has restore »).",
        _ => null,
    };
}

using System.Diagnostics;

namespace HasToolkit.Tests;

/// <summary>The boundaries of a database, told as they are passed: before and after each statement, and around the end of a transaction.</summary>
/// <remarks>By name alone, so that a program which is only watched needs nothing of ours but this.</remarks>
internal static class DatabaseBoundaries
{
    private const string Database = "Microsoft.EntityFrameworkCore";

    private static readonly string[] Names =
    [
        Database + ".Database.Command.CommandExecuting", Database + ".Database.Command.CommandExecuted",
        Database + ".Database.Transaction.TransactionCommitting", Database + ".Database.Transaction.TransactionCommitted",
    ];

    /// <summary>Watches this process from now on.</summary>
    /// <param name="pass">Given the name of each boundary before it is passed; what it throws fails there.</param>
    public static void Watch(Action<string> pass) => DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(listener =>
    {
        if (listener.Name == Database)
        {
            listener.Subscribe(new Observer<KeyValuePair<string, object?>>(said =>
            {
                if (Array.IndexOf(Names, said.Key) >= 0)
                    pass(said.Key);
            }));
        }
    }));

    private sealed class Observer<T>(Action<T> next) : IObserver<T>
    {
        public void OnNext(T value) => next(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}

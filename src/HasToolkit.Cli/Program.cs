using System.Runtime.InteropServices;
using System.Text;
using HasToolkit.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
// How a service is stopped: what is under way is given up in order, as with Ctrl-C.
using var told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
return await CliApp.RunAsync(args, Console.Out, Console.Error, TimeProvider.System, cancellationToken: stop.Token);

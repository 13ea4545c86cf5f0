using System.Globalization;
using System.Text.Json;

namespace Hub.Simulators.Bank.Books;

/// <summary>Bookings and taken files as JSON without names and account numbers; amounts in fen. Used by the books file and the admin API.</summary>
internal static class BookingJson
{
    public static void WriteFields(Utf8JsonWriter json, Booking booking)
    {
        json.WriteString("bank_serial", booking.BankSerial);
        json.WriteString("day", booking.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteNumber("fen", booking.Credit ? booking.Fen : -booking.Fen);
        json.WriteNumber("balance_fen", booking.BalanceFen);
        json.WriteString("serial", booking.Serial);
        json.WriteString("batch", booking.Batch);
        json.WriteString("file", booking.File);
    }

    public static void WriteFields(Utf8JsonWriter json, TakenFile taken)
    {
        json.WriteString("name", taken.Name);
        json.WriteString("batch", taken.Batch);
        json.WriteString("sha256", taken.Sha256);
        json.WriteNumber("lines", taken.Lines);
        json.WriteNumber("executed", taken.Executed);
        json.WriteNumber("executed_fen", taken.ExecutedFen);
        json.WriteNumber("rejected", taken.Rejected);
        json.WriteString("refused", taken.Refused);
        json.WriteStartArray("answers");
        foreach (string answer in taken.Answers)
        {
            json.WriteStringValue(answer);
        }
        json.WriteEndArray();
    }
}

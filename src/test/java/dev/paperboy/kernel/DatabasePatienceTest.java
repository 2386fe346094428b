package dev.paperboy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class DatabasePatienceTest {

    @Inject
    DataSource source;

    @Test
    void neitherThisNodeNorOthersWaitForEver() throws SQLException {
        try (Connection connection = source.getConnection()) {
            assumeTrue(connection.getMetaData().getDatabaseProductName().equals("PostgreSQL"), "H2 is in this process");
            assertThat(connection.getNetworkTimeout()).isEqualTo(15 * 60 * 1000);
            try (Statement show = connection.createStatement();
                    ResultSet answer = show.executeQuery("show idle_in_transaction_session_timeout")) {
                assertThat(answer.next()).isTrue();
                assertThat(answer.getString(1)).isEqualTo("1min");
            }
        }
    }
}

package dev.parley.allinone;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A house with two gateways, opened by the test and closed after it. */
abstract class TwoGateways {
  House house;

  void open(Map<String, String> environment) {
    house = House.open(environment);
    house.addGateway();
  }

  void open() {
    open(Map.of());
  }

  @AfterEach
  void close() {
    house.close();
  }
}
